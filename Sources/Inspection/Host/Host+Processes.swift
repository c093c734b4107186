import CLinux
import Glibc

extension Host {
    /// The running processes in the order of their numbers, without the kernel's own; empty for a directory.
    public func processes() -> [HostProcess] {
        isLive ? shownProcesses() : []
    }

    /// The processes that the `/proc` of this root shows, such as that of a node whose root is mounted in a
    /// container; nil for a directory without one.
    ///
    /// Only a file system of the kernel is believed: files that a directory merely holds there say nothing.
    public func mountedProcesses() -> [HostProcess]? {
        if isLive { return shownProcesses() }
        guard let resolved = realpath(root, nil) else { return nil }
        defer { free(resolved) }
        let place = HostPath(String(cString: resolved)).appending("proc")
        let isMounted = (try? Host())?.mounts().contains { $0.mountPoint == place && $0.type == "proc" }
        return isMounted == true ? shownProcesses() : nil
    }

    private func shownProcesses() -> [HostProcess] {
        let ticks = Int64(sysconf(Int32(_SC_CLK_TCK)))
        let boot = bootTime()
        return shownNumbers().compactMap { pid in
            let directory = HostPath("/proc/\(pid)")
            func bytes(_ name: String) -> [UInt8] {
                (try? read(directory.appending(name), limit: 1 << 22)) ?? []
            }
            let process = HostProcess(
                stat: bytes("stat"), status: bytes("status"), commandLine: bytes("cmdline"),
                login: bytes("loginuid"), ticks: ticks, boot: boot)
            // Process 2 makes the kernel's threads.
            guard let process, process.pid != 2, process.parent != 2 else { return nil }
            return process
        }
    }

    /// The numbers of all processes, the kernel's own included.
    public func processNumbers() -> [Int64] {
        isLive ? shownNumbers() : []
    }

    private func shownNumbers() -> [Int64] {
        entries(of: "/proc").compactMap { Int64(ascii: $0.bytes[...]) }.sorted()
    }

    /// Whether a process has memory that is both writable and executable without a file behind it; nil when it
    /// cannot be told.
    public func hasExecutableData(_ pid: Int64) -> Bool? {
        guard let maps = try? read(HostPath("/proc/\(pid)/maps"), limit: 1 << 24), !maps.isEmpty else {
            return nil
        }
        return maps.split(separator: 0x0A).contains { line in
            let fields = line.split(separator: 0x20)
            guard fields.count >= 2 else { return false }
            let access = Array(fields[1])
            return fields.count == 5 && access.count >= 3 && access[1] == UInt8(ascii: "w")
                && access[2] == UInt8(ascii: "x")
        }
    }

    /// The SELinux context of a process, or nil when the kernel gives none.
    public func securityContext(ofProcess pid: Int64) -> String? {
        guard isLive, let bytes = try? read(HostPath("/proc/\(pid)/attr/current"), limit: 4096) else {
            return nil
        }
        return Self.securityContext(bytes)
    }

    /// The SELinux context of a file, or nil when it has none; a link is not followed.
    public func securityContext(of path: HostPath) throws(HostError) -> String? {
        try attribute("security.selinux", of: path).flatMap(Self.securityContext)
    }

    /// The processes that hold a socket open, by the socket's inode number.
    public func socketOwners() -> [UInt64: HostProcess] {
        var owners: [UInt64: HostProcess] = [:]
        for process in processes() {
            let directory = HostPath("/proc/\(process.pid)/fd")
            for name in entries(of: directory) {
                guard let target = try? linkTarget(of: directory.appending(name.bytes)),
                    target.bytes.starts(with: "socket:[".utf8), target.bytes.last == UInt8(ascii: "]"),
                    let inode = UInt64(String(decoding: target.bytes[8...].dropLast(), as: UTF8.self))
                else { continue }
                if owners[inode] == nil { owners[inode] = process }
            }
        }
        return owners
    }

    private func bootTime() -> Int64 {
        for line in lines(of: "/proc/stat") where line.starts(with: "btime ".utf8) {
            return Int64(ascii: line.dropFirst(6)) ?? 0
        }
        return 0
    }

    /// A context has at least user, role and type; other security modules write other things in its place.
    private static func securityContext(_ bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes.prefix { $0 != 0 && $0 != 0x0A }, as: UTF8.self)
        return text.split(separator: ":").count >= 3 ? text : nil
    }
}
