/// Writes the fields of a protobuf message (the wire format's encoding document).
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    /// Wire type 0; negative numbers take ten bytes.
    mutating func number(_ field: Int, _ value: Int64) {
        varint(UInt64(field) << 3)
        varint(UInt64(bitPattern: value))
    }

    /// Wire type 1.
    mutating func double(_ field: Int, _ value: Double) {
        varint(UInt64(field) << 3 | 1)
        let bits = value.bitPattern
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
        }
    }

    /// Wire type 2.
    mutating func data(_ field: Int, _ content: some Collection<UInt8>) {
        varint(UInt64(field) << 3 | 2)
        varint(UInt64(content.count))
        bytes.append(contentsOf: content)
    }

    /// Wire type 2.
    mutating func text(_ field: Int, _ content: String) { data(field, content.utf8) }

    /// Wire type 2.
    mutating func message(_ field: Int, _ content: ProtobufWriter) { data(field, content.bytes) }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
