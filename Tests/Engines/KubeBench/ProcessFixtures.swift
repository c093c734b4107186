import Host

extension HostProcess {
    /// A process of root with a command line.
    static func fixture(_ commandLine: String, program: String, pid: Int64 = 4711) -> HostProcess {
        HostProcess(pid: pid, program: program, commandLine: commandLine)
    }
}
