public import Host

/// A commit that was put where a machine can be started from it.
public struct OSTreeDeployment: Sendable, Equatable {
    /// The operating system's name in OSTree.
    public let system: String
    /// The commit.
    public let commit: OSTreeChecksum
    /// Which of several deployments of the same commit.
    public let serial: Int
    /// Its root directory on the host.
    public let path: HostPath
    /// Whether the machine runs from it.
    public let isBooted: Bool
    /// Its place in the boot menu, 0 for the one that is started next; nil for one that is in no menu.
    public let order: Int?
    /// What it follows, such as `fedora:fedora/x86_64/coreos/stable`; nil when that is not said.
    public let origin: String?
}

extension OSTreeDeployment {
    private static let places: [HostPath] = ["/ostree", "/sysroot/ostree"]
    private static let menus: [HostPath] = ["/boot/loader/entries", "/sysroot/boot/loader/entries"]

    /// A machine's deployments: those of the boot menu in its order, then the others by their names.
    ///
    /// - Parameter host: the running machine, or a disk with its `/ostree` or `/sysroot/ostree`.
    public static func all(on host: Host) -> [OSTreeDeployment] {
        guard let base = places.first(where: { host.exists($0.appending("deploy")) }) else { return [] }
        let booted = booted(host, base)
        let menu = menu(host, base)
        var found: [OSTreeDeployment] = []
        for system in host.entries(of: base.appending("deploy")) {
            let directory = base.appending("deploy").appending(system.bytes).appending("deploy")
            for name in host.entries(of: directory) {
                guard let (commit, serial) = Self.parts(name.description) else { continue }
                let path = directory.appending(name.bytes)
                guard let status = try? host.status(of: path, followingLinks: false),
                    status.kind == .directory
                else { continue }
                let canonical = try? host.canonicalPath(of: path)
                let order = menu.firstIndex { $0 == canonical }
                let origin = (try? host.read(directory.appending("\(name).origin"), limit: 1 << 20)).flatMap {
                    bytes in
                    let file = KeyFile(bytes)
                    return file["origin", "container-image-reference"] ?? file["origin", "refspec"]
                        ?? file["origin", "baserefspec"]
                }
                found.append(
                    OSTreeDeployment(
                        system: system.description, commit: commit, serial: serial, path: path,
                        isBooted: booted != nil && booted == canonical, order: order, origin: origin))
            }
        }
        return found.enumerated().sorted { left, right in
            (left.element.order ?? .max, left.offset) < (right.element.order ?? .max, right.offset)
        }.map(\.element)
    }

    /// A directory's name is the commit, a dot and the serial number.
    static func parts(_ name: String) -> (commit: OSTreeChecksum, serial: Int)? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let commit = OSTreeChecksum(parts[0]), let serial = Int(parts[1]), serial >= 0
        else { return nil }
        return (commit, serial)
    }

    /// The root that the kernel was told to start from.
    private static func booted(_ host: Host, _ base: HostPath) -> HostPath? {
        guard let line = try? host.read("/proc/cmdline", limit: 1 << 16) else { return nil }
        return target(in: line, host, base)
    }

    /// The roots of the boot menu, the one that is started next first.
    ///
    /// Entries name their place by a version, the highest of which is the first (systemd's Boot Loader
    /// Specification as ostree writes it).
    private static func menu(_ host: Host, _ base: HostPath) -> [HostPath] {
        var entries: [(version: Int, root: HostPath)] = []
        for directory in menus {
            for name in host.entries(of: directory) where name.description.hasSuffix(".conf") {
                guard let bytes = try? host.read(directory.appending(name.bytes), limit: 1 << 16) else {
                    continue
                }
                var version = 0
                var root: HostPath?
                for line in bytes.split(separator: UInt8(ascii: "\n")) {
                    let words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 })
                    guard let key = words.first else { continue }
                    if key.elementsEqual("version".utf8), words.count > 1 {
                        version = Int(String(decoding: words[1], as: UTF8.self)) ?? 0
                    } else if key.elementsEqual("options".utf8) {
                        root = target(in: Array(line), host, base)
                    }
                }
                if let root { entries.append((version, root)) }
            }
            if !entries.isEmpty { break }
        }
        return entries.sorted { $0.version > $1.version }.map(\.root)
    }

    /// What the word `ostree=` of a kernel's command line leads to.
    private static func target(in line: [UInt8], _ host: Host, _ base: HostPath) -> HostPath? {
        let words = line.split(whereSeparator: { $0 <= 0x20 })
        guard let word = words.first(where: { $0.starts(with: "ostree=/ostree/".utf8) }) else { return nil }
        return try? host.canonicalPath(of: base.appending(word.dropFirst("ostree=/ostree/".utf8.count)))
    }
}
