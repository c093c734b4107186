/// Where file systems are mounted below a host's root, and whether that has changed (`proc_pid_mountinfo(5)`).
struct MountTable {
    private var text: [UInt8]
    private let root: [UInt8]
    private var points: [[UInt8]: [[UInt8]]] = [:]

    /// Nil when the kernel does not tell.
    init?(host: Host) {
        guard let text = try? SystemFile.read("/proc/self/mountinfo", limit: 16 << 20),
            let root = try? host.withDescriptor(
                "/", flags: 0,
                { descriptor throws(HostError) in
                    try Host.path(ofDescriptor: descriptor, for: "/")
                })
        else { return nil }
        self.text = text
        self.root = root.bytes
        read()
    }

    /// The mount points that lie in a directory, as paths of the host.
    func points(in directory: [UInt8]) -> [[UInt8]] { points[directory] ?? [] }

    /// Whether the table differs from what was seen last; it is read anew.
    mutating func hasChanged(_ host: Host) -> Bool {
        guard let now = try? SystemFile.read("/proc/self/mountinfo", limit: 16 << 20), now == text else {
            text = (try? SystemFile.read("/proc/self/mountinfo", limit: 16 << 20)) ?? []
            read()
            return true
        }
        return false
    }

    private mutating func read() {
        points = [:]
        for mount in MountInfo.parse(text) {
            var path = mount.mountPoint.bytes
            if root != [UInt8(ascii: "/")] {
                guard path.starts(with: root), path.count > root.count, path[root.count] == UInt8(ascii: "/")
                else { continue }
                path = Array(path[root.count...])
            }
            let (directory, name) = HostPath(bytes: path).split
            if !name.isEmpty { points[directory.bytes, default: []].append(path) }
        }
    }
}
