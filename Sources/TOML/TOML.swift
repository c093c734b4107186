public import Bytes

/// TOML 1.0.0 as the lock files of Rust and Python are written in it.
///
/// ```swift
/// let lock = try TOML.parse(bytes, file: "Cargo.lock")
/// for package in lock["package"]?.array ?? [] { print(package["name"]?.string ?? "") }
/// ```
///
/// Dates and times read as their text; they are all that JSON has no form for.
public enum TOML {
    /// The deepest nesting that is read, tables and arrays together.
    public static let depthLimit = 100

    /// Reads a whole text.
    ///
    /// - Parameter file: the name that errors carry.
    /// - Throws: ``TOMLError`` with the line.
    public static func parse(_ bytes: [UInt8], file: String? = nil) throws(TOMLError) -> JSON {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw TOMLError(file: file, line: 1, reason: "the text is not UTF-8")
        }
        var scanner = TOMLScanner(bytes)
        let root = TOMLTable(depth: 0)
        do throws(TOMLError) {
            try scanner.document(into: root)
        } catch {
            throw TOMLError(file: file, line: error.line, reason: error.reason)
        }
        return root.json
    }
}
