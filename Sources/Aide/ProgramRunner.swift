import FileIntegrity
import Glibc
import Processes

/// Runs the programs of `@@x_include`.
enum ProgramRunner {
    /// The output of a program; one that others may change, that writes to standard error or that fails is an
    /// error.
    static func run(
        _ path: String, _ variables: [String: String]
    ) -> Result<[UInt8], ConfigurationFiles.Failure> {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return .failure(ConfigurationFiles.Failure(String(cString: strerror(errno))))
        }
        guard status.st_uid == geteuid() || status.st_uid == 0, status.st_mode & 0o022 == 0 else {
            return .failure(
                ConfigurationFiles.Failure(
                    "bad ownership or modes (it must be neither group- nor world-writable and owned by the current "
                        + "user or root)"))
        }
        let search = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        let program = ChildProcess(
            command: path, arguments: [],
            environment: variables.merging(["PATH": search]) { given, _ in given },
            outputLimit: 16 << 20, patience: .seconds(60))
        switch program.run() {
        case .exited(0, let output, let errors) where errors.isEmpty: return .success(output)
        case .exited(let code, _, let errors):
            let said = String(decoding: errors, as: UTF8.self)
            return .failure(ConfigurationFiles.Failure("exit status: \(code), stderr> \(said)"))
        case .signalled(let signal, _): return .failure(ConfigurationFiles.Failure("signal \(signal)"))
        case .tooSlow: return .failure(ConfigurationFiles.Failure("it took longer than 60 seconds"))
        case .tooMuch: return .failure(ConfigurationFiles.Failure("it wrote more than 16 MiB"))
        case .notStarted(let reason): return .failure(ConfigurationFiles.Failure(reason))
        }
    }
}
