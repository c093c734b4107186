/// A name of a platform in either spelling: `cpe:/o:debian:debian_linux:12` (CPE 2.2, URI binding) or
/// `cpe:2.3:o:debian:debian_linux:12:*:…` (CPE 2.3, formatted string).
struct CPEName: Sendable, Hashable {
    /// Part, vendor, product, version, update, edition, language …; an empty one stands for any.
    private let components: [String]

    /// Reads a name; nil when the text is in neither spelling.
    init?(_ text: String) {
        let parts: [Substring]
        if text.hasPrefix("cpe:/") {
            parts = text.dropFirst(5).split(separator: ":", omittingEmptySubsequences: false)
        } else if text.hasPrefix("cpe:2.3:") {
            parts = Self.splitFormatted(text.dropFirst(8))
        } else {
            return nil
        }
        components = parts.map { $0 == "*" ? "" : $0.lowercased().filter { $0 != "\\" } }
    }

    /// Whether every component that this name gives is the other's.
    func covers(_ other: CPEName) -> Bool {
        components.enumerated().allSatisfy { index, component in
            component.isEmpty || (index < other.components.count && other.components[index] == component)
        }
    }

    /// Splits at colons that no backslash quotes.
    private static func splitFormatted(_ text: Substring) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var isQuoted = false
        for index in text.indices {
            if isQuoted {
                isQuoted = false
            } else if text[index] == "\\" {
                isQuoted = true
            } else if text[index] == ":" {
                parts.append(text[start..<index])
                start = text.index(after: index)
            }
        }
        return parts + [text[start...]]
    }
}
