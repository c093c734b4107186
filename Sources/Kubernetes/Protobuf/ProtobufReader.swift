/// Why bytes are no protobuf message that we can read.
public struct ProtobufError: Error, Equatable, CustomStringConvertible {
    /// What is wrong, as a clause.
    public var description: String
}

/// Walks the fields of a protobuf message (the wire format's encoding document).
struct ProtobufReader {
    /// One field's value as it stands on the wire.
    enum Value {
        /// Wire type 0.
        case varint(UInt64)
        /// Wire type 2: a string, bytes, a message or packed scalars.
        case bytes(ArraySlice<UInt8>)
        /// Wire types 1 and 5.
        case fixed(UInt64)
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// The next field, or nil at the end of the message.
    mutating func next() throws(ProtobufError) -> (number: Int, value: Value)? {
        if rest.isEmpty { return nil }
        let key = try varint()
        let number = Int(truncatingIfNeeded: key >> 3)
        guard key >> 3 <= 0x1FFF_FFFF, number > 0 else {
            throw ProtobufError(description: "a field number is out of range")
        }
        switch key & 7 {
        case 0: return (number, .varint(try varint()))
        case 1: return (number, .fixed(try fixed(8)))
        case 2:
            let length = try varint()
            guard length <= UInt64(rest.count) else {
                throw ProtobufError(description: "field \(number) is cut short")
            }
            let bytes = rest.prefix(Int(length))
            rest = rest.dropFirst(Int(length))
            return (number, .bytes(bytes))
        case 5: return (number, .fixed(try fixed(4)))
        default: throw ProtobufError(description: "field \(number) has the unknown wire type \(key & 7)")
        }
    }

    private mutating func varint() throws(ProtobufError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = rest.popFirst() else {
                throw ProtobufError(description: "a number is cut short")
            }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw ProtobufError(description: "a number is longer than ten bytes")
    }

    private mutating func fixed(_ count: Int) throws(ProtobufError) -> UInt64 {
        guard rest.count >= count else { throw ProtobufError(description: "a number is cut short") }
        var value: UInt64 = 0
        for byte in rest.prefix(count).reversed() { value = value << 8 | UInt64(byte) }
        rest = rest.dropFirst(count)
        return value
    }
}
