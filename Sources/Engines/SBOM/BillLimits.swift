import Bytes

/// How much of a bill of materials is read, whoever wrote it.
public struct BillLimits: Sendable, Hashable {
    /// The largest file, in bytes.
    public var bytes = 256 << 20
    /// The most values that a JSON text may hold, each of which takes sixteen bytes of memory; the list of a large
    /// image has some hundred thousand.
    public var values = 10_000_000

    /// The usual limits.
    public init() {}

    /// Parses a text that holds no more values than allowed.
    func document(_ text: [UInt8], name: String) throws(BillError) -> JSONDocument {
        let count = text.withUnsafeBufferPointer { text in
            text.reduce(into: 0) { count, byte in
                if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
                    count += 1
                }
            }
        }
        guard count <= values else { throw BillError(name, .tooLarge("it has more than \(values) values")) }
        do throws(JSONError) { return try JSONDocument(text) } catch {
            throw BillError(name, .malformed("\(error)"))
        }
    }
}
