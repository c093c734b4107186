import Bytes
import Kubernetes

/// The name under which a client owns what it writes: `fieldManager` of the query, or the User-Agent's first
/// word.
enum FieldManagerName {
    /// The most bytes that a name may have.
    static let limit = 128

    /// What is wrong with a name, in kube-apiserver's words; none when it is right.
    static func causes(_ name: String) -> [StatusError.Cause] {
        var causes: [StatusError.Cause] = []
        if name.utf8.count > limit { causes.append(.tooLong("fieldManager", limit: limit)) }
        var position = 0
        for scalar in name.unicodeScalars {
            if !isPrintable(scalar) {
                let code = String(scalar.value, radix: 16, uppercase: true)
                let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
                causes.append(
                    .invalid(
                        "fieldManager", .string(name),
                        "invalid character U+\(padded) (at position \(position))"))
            }
            position += UTF8.width(scalar)
        }
        return causes
    }

    /// The name that a User-Agent gives: what stands before its first `/`, as far as it can be printed.
    static func name(ofUserAgent agent: String?) -> String {
        var name = ""
        var size = 0
        for scalar in (agent ?? "").unicodeScalars.prefix(while: { $0 != "/" }) where isPrintable(scalar) {
            size += UTF8.width(scalar)
            if size > limit { break }
            name.unicodeScalars.append(scalar)
        }
        return name
    }

    /// Letters, marks, numbers, punctuation, symbols and the space of ASCII (Go's `unicode.IsPrint`).
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            false
        case .spaceSeparator: scalar == " "
        default: true
        }
    }
}
