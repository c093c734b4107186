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
        for line in text.split(separator: 0x0A) {
            let fields = line.split(separator: 0x20)
            guard fields.count > 4 else { continue }
            var path = Self.unescaped(fields[4])
            if root != [UInt8(ascii: "/")] {
                guard path.starts(with: root), path.count > root.count, path[root.count] == UInt8(ascii: "/")
                else { continue }
                path = Array(path[root.count...])
            }
            let (directory, name) = HostPath(bytes: path).split
            if !name.isEmpty { points[directory.bytes, default: []].append(path) }
        }
    }

    /// Blanks and backslashes are written as three octal digits.
    private static func unescaped(_ field: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = field.startIndex
        while index < field.endIndex {
            if field[index] == UInt8(ascii: "\\"), index + 3 < field.endIndex,
                let byte = UInt8(String(decoding: field[(index + 1)...(index + 3)], as: UTF8.self), radix: 8)
            {
                result.append(byte)
                index += 4
            } else {
                result.append(field[index])
                index += 1
            }
        }
        return result
    }
}
