import Bytes

/// The stanzas of dpkg's `status` with their configuration files (`deb822(5)`).
enum DpkgStatus {
    struct Stanza: Equatable {
        var name = ""
        var architecture = ""
        var version = ""
        var conffiles: [[UInt8]: [UInt8]] = [:]
    }

    /// The stanzas that have a name, in order.
    static func stanzas(_ bytes: [UInt8]) -> [Stanza] {
        var stanzas: [Stanza] = []
        var stanza = Stanza()
        var isInConffiles = false
        func text(_ line: ArraySlice<UInt8>, after name: String) -> String {
            String(decoding: line.dropFirst(name.utf8.count), as: UTF8.self)
        }
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if line.isEmpty {
                if !stanza.name.isEmpty { stanzas.append(stanza) }
                stanza = Stanza()
                isInConffiles = false
            } else if line.first == UInt8(ascii: " ") {
                if isInConffiles { addConffile(line.dropFirst(), to: &stanza) }
            } else {
                isInConffiles = line.starts(with: "Conffiles:".utf8)
                if line.starts(with: "Package: ".utf8) { stanza.name = text(line, after: "Package: ") }
                if line.starts(with: "Version: ".utf8) { stanza.version = text(line, after: "Version: ") }
                if line.starts(with: "Architecture: ".utf8) {
                    stanza.architecture = text(line, after: "Architecture: ")
                }
            }
        }
        if !stanza.name.isEmpty { stanzas.append(stanza) }
        return stanzas
    }

    /// `PATH DIGEST`, and after them what else is said, such as `obsolete`.
    private static func addConffile(_ line: ArraySlice<UInt8>, to stanza: inout Stanza) {
        let words = line.split(separator: UInt8(ascii: " "))
        guard words.count >= 2, let path = words.first, path.first == UInt8(ascii: "/"),
            let sum = Hex.decode(String(decoding: words[1], as: UTF8.self)), sum.count == 16
        else { return }
        stanza.conffiles[Array(path)] = sum
    }
}
