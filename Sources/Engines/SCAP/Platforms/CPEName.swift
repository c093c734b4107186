/// A name of a platform or a set of them (CPE 2.3 Naming, NISTIR 7695), in any of its spellings:
/// `cpe:/o:debian:debian_linux:12` (CPE 2.2 and the URI binding) or `cpe:2.3:o:debian:debian_linux:12:*:…` (the
/// formatted string).
///
/// ```swift
/// CPEName("cpe:/o:debian:debian_linux")?.covers(CPEName("cpe:/o:debian:debian_linux:12")!)  // true
/// ```
public struct CPEName: Sendable, Hashable {
    /// One of the eleven attributes, in the order of the formatted string.
    public enum Attribute: Int, Sendable, CaseIterable {
        case part, vendor, product, version, update, edition, language
        case softwareEdition, targetSoftware, targetHardware, other
    }

    /// What an attribute says.
    enum Value: Sendable, Hashable {
        /// Anything.
        case any
        /// That it has no meaning here.
        case notApplicable
        /// These characters, in lower case.
        case text([Symbol])
    }

    /// A character of a value, or one that stands for others.
    enum Symbol: Sendable, Hashable {
        case literal(UInt8)
        /// `?`: one character or none.
        case one
        /// `*`: any number of characters.
        case many
    }

    let values: [Value]

    /// Reads a name; nil when the text is in neither spelling.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        let read: [Value]? =
            if Self.lowercased(bytes.prefix(5)) == Array("cpe:/".utf8) {
                CPEURIBinding.values(bytes.dropFirst(5))
            } else if Self.lowercased(bytes.prefix(8)) == Array("cpe:2.3:".utf8) {
                CPEFormattedString.values(bytes.dropFirst(8))
            } else {
                nil
            }
        guard let read, read.count <= Attribute.allCases.count else { return nil }
        if case .text(let part)? = read.first {
            guard part.count == 1, case .literal(let letter)? = part.first, "aoh".utf8.contains(letter) else {
                return nil
            }
        }
        values = read + repeatElement(.any, count: Attribute.allCases.count - read.count)
    }

    private static func lowercased(_ bytes: ArraySlice<UInt8>) -> [UInt8] { bytes.map(\.lowercasedASCII) }
}

extension UInt8 {
    var lowercasedASCII: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self + 0x20 : self
    }
}
