public import Bytes

/// Reads TOML 1.0.0 (https://toml.io/en/v1.0.0).
///
/// Tables become objects. Dates and times, `inf` and `nan`, for which JSON has no form, become strings as they are
/// written.
///
/// ```swift
/// let lock = try TOML.parse(bytes, file: "Cargo.lock")
/// let packages = lock["package"]?.array ?? []
/// ```
public enum TOML {
    /// The deepest nesting that is read.
    public static let depthLimit = 128

    /// Reads a text.
    ///
    /// - Parameter file: what errors call the text.
    /// - Throws: ``TOMLError`` at the first place that breaks a rule of the language, or for text that is not UTF-8.
    public static func parse(_ bytes: [UInt8], file: String? = nil) throws(TOMLError) -> JSON {
        var reader = TOMLReader(bytes, file: file)
        return try reader.document().json
    }

    /// Reads a text.
    public static func parse(_ text: String, file: String? = nil) throws(TOMLError) -> JSON {
        try parse(Array(text.utf8), file: file)
    }
}

/// Why a TOML text cannot be read, and where.
public struct TOMLError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file, or nil for text without a name.
    public var file: String?
    /// The line, from 1.
    public var line: Int
    /// The column in bytes, from 1.
    public var column: Int
    /// What is wrong there, as a clause.
    public var reason: String

    /// Makes an error at a place.
    public init(file: String? = nil, line: Int, column: Int, reason: String) {
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason
    }

    /// `file:line:column: reason`.
    public var description: String { "\(file ?? "toml"):\(line):\(column): \(reason)" }
}
