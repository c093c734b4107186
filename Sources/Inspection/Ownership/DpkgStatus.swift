import Bytes
import Host

/// The stanzas of dpkg's `status` with their configuration files (`deb822(5)`).
enum DpkgStatus {
    struct Stanza: Equatable {
        var name: String
        var architecture: String
        var version: String
        var conffiles: [[UInt8]: [UInt8]] = [:]
    }

    /// The stanzas that have a name, in order.
    static func stanzas(_ bytes: [UInt8]) -> [Stanza] {
        var stanzas: [Stanza] = []
        bytes.withUnsafeBufferPointer { buffer in
            Deb822.forEachStanza(in: buffer) { fields in
                guard let package = DpkgPackage(fields) else { return }
                var stanza = Stanza(
                    name: package.name, architecture: package.architecture, version: package.version)
                for line in fields.bytes("Conffiles")?.split(separator: UInt8(ascii: "\n")) ?? [] {
                    addConffile(line, to: &stanza)
                }
                stanzas.append(stanza)
            }
        }
        return stanzas
    }

    /// `PATH DIGEST`, and after them what else is said, such as `obsolete`.
    private static func addConffile(
        _ line: Slice<UnsafeBufferPointer<UInt8>>, to stanza: inout Stanza
    ) {
        let words = line.split(separator: UInt8(ascii: " "))
        guard words.count >= 2, let path = words.first, path.first == UInt8(ascii: "/"),
            let sum = Hex.decode(String(decoding: words[1], as: UTF8.self)), sum.count == 16
        else { return }
        stanza.conffiles[Array(path)] = sum
    }
}
