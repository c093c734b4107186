import CLinux

/// One mounted file system.
public struct Mount: Equatable, Sendable {
    /// Where it is mounted.
    public var mountPoint: HostPath
    /// What is mounted: a device, a remote export, or a name for file systems without one.
    public var source: String
    /// The file system's type, such as `ext4`.
    public var type: String
    /// The options in force.
    public var options: [String]

    /// A mount.
    public init(mountPoint: HostPath, source: String, type: String, options: [String]) {
        self.mountPoint = mountPoint
        self.source = source
        self.type = type
        self.options = options
    }

    /// Whether the file system is on this machine, in the sense of OVAL's `recurse_file_system="local"`.
    ///
    /// Remote are automount points, sources that begin with `//` (CIFS) and sources with a host name before
    /// the first slash (NFS); everything else, the kernel's own file systems included, is local.
    public var isLocal: Bool {
        if type == "autofs" || source.hasPrefix("//") { return false }
        guard let mark = source.first(where: { $0 == "/" || $0 == ":" }) else { return true }
        return mark != ":"
    }
}

extension Host {
    /// The mounted file systems in mount order.
    ///
    /// For a directory the table is made from its `/etc/fstab` and from what is really mounted below it, and
    /// `/` is always there, on a device under the kernel's name for one that it cannot name: a rule about every
    /// local file system must not pass because a dump carries no `/proc`, nor because it asks for `/dev/…`.
    public func mounts() -> [Mount] {
        if isLive { return Self.parseMounts(lines(of: "/proc/self/mounts"), skipping: "rootfs") }
        var table = Self.parseMounts(lines(of: "/etc/fstab"), skipping: "swap").filter {
            $0.mountPoint.bytes.first == UInt8(ascii: "/")
                && (try? status(of: $0.mountPoint).kind) == .directory
        }
        if !table.contains(where: { $0.mountPoint == "/" }) {
            table.insert(Mount(mountPoint: "/", source: "/dev/root", type: "rootfs", options: ["ro"]), at: 0)
        }
        for mount in mountsBelowRoot() where !table.contains(where: { $0.mountPoint == mount.mountPoint }) {
            table.append(mount)
        }
        return table
    }

    /// The mounts of this machine that lie inside of a directory's root, under the names that they have there.
    ///
    /// A device that changes on the way down is one of them, so the walk of `recurse_file_system="local"` need
    /// not guess.
    private func mountsBelowRoot() -> [Mount] {
        guard let bytes = try? SystemFile.read("/proc/self/mounts", limit: 16 << 20),
            let top = try? withDescriptor(
                "/", flags: martlet_o_path,
                { descriptor throws(HostError) in
                    try Self.path(ofDescriptor: descriptor, for: "/")
                }), top != "/"
        else { return [] }
        let prefix = top.bytes + [UInt8(ascii: "/")]
        return Self.parseMounts(bytes.split(separator: UInt8(ascii: "\n")), skipping: "rootfs").compactMap {
            guard $0.mountPoint.bytes.starts(with: prefix) else { return nil }
            var mount = $0
            mount.mountPoint = HostPath(bytes: mount.mountPoint.bytes.dropFirst(top.bytes.count))
            return mount
        }
    }

    /// Reads lines in the form of `fstab(5)`; comments, short lines and one type are left out.
    static func parseMounts(_ lines: [ArraySlice<UInt8>], skipping type: String) -> [Mount] {
        lines.compactMap { line in
            let fields = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            guard fields.count >= 4, fields[0].first != UInt8(ascii: "#") else { return nil }
            let kind = String(decoding: fields[2], as: UTF8.self)
            if kind == type { return nil }
            return Mount(
                mountPoint: HostPath(bytes: unescaped(fields[1])),
                source: String(decoding: unescaped(fields[0]), as: UTF8.self), type: kind,
                options: fields[3].split(separator: UInt8(ascii: ",")).map {
                    String(decoding: $0, as: UTF8.self)
                })
        }
    }

    /// Undoes the octal escapes for blanks and backslashes (`\040`).
    private static func unescaped(_ field: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = field.startIndex
        while index < field.endIndex {
            let digits = field[(index + 1)...].prefix(3)
            if field[index] == UInt8(ascii: "\\"), digits.count == 3,
                digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) })
            {
                result.append(digits.reduce(0) { $0 &* 8 &+ ($1 - UInt8(ascii: "0")) })
                index += 4
            } else {
                result.append(field[index])
                index += 1
            }
        }
        return result
    }
}
