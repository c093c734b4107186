import Glibc
import Host

/// The files that dpkg is told not to unpack (`dpkg(1)`, `--path-exclude`).
struct DpkgExclusions {
    /// The patterns in their order; the last that matches decides.
    private var patterns: [(pattern: String, isExcluded: Bool)] = []
    private static let limit = 1 << 20

    /// Reads a machine's configuration of dpkg, in the order in which dpkg does.
    init(host: Host) {
        let directory: HostPath = "/etc/dpkg/dpkg.cfg.d"
        let parts = host.entries(of: directory).map { directory.appending($0.bytes) }
        for file in parts + ["/etc/dpkg/dpkg.cfg"] {
            if let bytes = try? host.read(file, limit: Self.limit) { add(bytes) }
        }
    }

    /// Patterns of some lines.
    init(bytes: [UInt8]) { add(bytes) }

    /// Whether a path is not unpacked.
    func excludes(_ path: [UInt8]) -> Bool {
        let text = String(decoding: path, as: UTF8.self)
        return patterns.last { fnmatch($0.pattern, text, 0) == 0 }?.isExcluded ?? false
    }

    private mutating func add(_ bytes: [UInt8]) {
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let words = line.split(maxSplits: 1, whereSeparator: { "= \t".contains($0) })
            guard words.count == 2, words[0] == "path-exclude" || words[0] == "path-include" else { continue }
            patterns.append((String(words[1]), words[0] == "path-exclude"))
        }
    }
}
