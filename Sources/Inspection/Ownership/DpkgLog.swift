import Host

/// What dpkg did according to its logs, rotated ones too (`dpkg(1)`, `--log`).
struct DpkgLog {
    private var unpacked: Set<String> = []
    private var removed: Set<String> = []
    private static let limit = 64 << 20

    /// Reads a machine's logs; one that is not there tells nothing.
    init(host: Host) {
        for name in ["/var/log/dpkg.log", "/var/log/dpkg.log.1"] as [HostPath] {
            if let bytes = try? host.read(name, limit: Self.limit) { add(bytes) }
        }
        for number in 2...12 {
            let name = HostPath("/var/log/dpkg.log.\(number).gz")
            guard let packed = try? host.read(name, limit: Self.limit) else { continue }
            if let bytes = DataURL.unpacked(packed) { add(bytes) }
        }
    }

    /// A log of some bytes.
    init(bytes: [UInt8]) { add(bytes) }

    /// Whether a version was unpacked.
    func tellsOfUnpacking(_ name: String, _ architecture: String, _ version: String) -> Bool {
        unpacked.contains("\(name):\(architecture) \(version)")
    }

    /// Whether a version was removed.
    func tellsOfRemoving(_ nameAndArchitecture: some StringProtocol, _ version: String) -> Bool {
        removed.contains("\(nameAndArchitecture) \(version)")
    }

    /// `DATE TIME ACTION NAME:ARCHITECTURE OLD NEW` lines.
    private mutating func add(_ bytes: [UInt8]) {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(separator: UInt8(ascii: " "))
            guard words.count == 6 else { continue }
            func text(_ index: Int) -> String { String(decoding: words[index], as: UTF8.self) }
            switch text(2) {
            case "install", "upgrade": unpacked.insert("\(text(3)) \(text(5))")
            case "remove", "purge": removed.insert("\(text(3)) \(text(4))")
            default: continue
            }
        }
    }
}
