import Glibc

/// A path and, behind a colon, the name of one image there; the transports that skopeo writes before are heeded
/// by looking.
struct ImageReference: Equatable {
    /// What a person wrote.
    let text: String
    let path: String
    /// The name, or nil when none was given.
    let name: String?

    /// Takes a reference apart: what exists under the whole text is a path without a name.
    init(_ text: String) {
        self.text = text
        var rest = text
        if !Self.exists(rest) {
            for transport in ["oci:", "oci-archive:", "docker-archive:"] where rest.hasPrefix(transport) {
                rest = String(rest.dropFirst(transport.count))
                break
            }
        }
        // A digest and a registry's name have colons of their own.
        var place = rest.startIndex
        while !Self.exists(rest), let colon = rest[place...].firstIndex(of: ":") {
            if colon > rest.startIndex, Self.exists(String(rest[..<colon])) {
                path = String(rest[..<colon])
                name = String(rest[rest.index(after: colon)...])
                return
            }
            place = rest.index(after: colon)
        }
        path = rest
        name = nil
    }

    private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
