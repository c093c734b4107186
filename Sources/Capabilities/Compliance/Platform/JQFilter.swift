import Bytes
import JQ
import PlatformFacts

/// A filter of platform content, carried out by Martlet's own jq.
struct JQFilter: JSONFilter {
    private let program: JQ

    /// Reads filters for a collection.
    static let reader: JSONFilterReader = { try JQFilter($0) }

    /// Reads a filter.
    init(_ source: String) throws(JQError) { program = try JQ(source) }

    func outputs(of value: JSON) throws -> [JSON] {
        // Whoever may bring content must not be able to keep the process busy for ever.
        try program.outputs(of: value, limits: .untrusted)
    }
}
