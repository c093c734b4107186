/// A value in a D-Bus message.
///
/// Object paths and signatures are strings here; variants are their content.
enum BusValue: Equatable {
    case string(String)
    case boolean(Bool)
    case integer(Int64)
    case unsigned(UInt64)
    case double(Double)
    case array([BusValue])
    /// A structure or a dictionary entry.
    case structure([BusValue])

    /// The value as OVAL's `value` entities hold it: one text, or one for each element of an array.
    var texts: [String] {
        switch self {
        case .string(let text): [text]
        case .boolean(let truth): [truth ? "true" : "false"]
        case .integer(let number): [String(number)]
        case .unsigned(let number): [String(number)]
        case .double(let number): [String(number)]
        case .array(let elements): elements.flatMap(\.texts)
        case .structure: []
        }
    }
}

/// One message of the D-Bus protocol, version 1.
struct BusMessage {
    /// True for an error reply.
    let isError: Bool
    /// The serial of the call that is answered.
    let replySerial: UInt32?
    /// The body; nil when it does not keep to its signature.
    let values: [BusValue]?

    /// The bytes of a method call.
    static func call(
        serial: UInt32, destination: String, path: String, interface: String, member: String,
        arguments: [String]
    ) -> [UInt8] {
        var body = BusWriter()
        for argument in arguments { body.string(argument) }
        var fields = BusWriter()
        fields.field(1, type: "o", path)
        fields.field(2, type: "s", interface)
        fields.field(3, type: "s", member)
        fields.field(6, type: "s", destination)
        if !arguments.isEmpty { fields.signatureField(String(repeating: "s", count: arguments.count)) }
        var message = BusWriter()
        message.bytes = [UInt8(ascii: "l"), 1, 0, 1]
        message.uint32(UInt32(body.bytes.count))
        message.uint32(serial)
        message.uint32(UInt32(fields.bytes.count))
        message.bytes += fields.bytes
        message.align(8)
        return message.bytes + body.bytes
    }

    /// What follows the first 16 bytes of a message, and how much of it is the body; nil for a foreign byte
    /// order or a length that the protocol forbids.
    static func lengths(_ head: [UInt8]) -> (rest: Int, body: Int)? {
        guard head.count == 16, head[0] == UInt8(ascii: "l") else { return nil }
        var reader = BusReader(head[...])
        reader.offset = 4
        guard let body = reader.uint32() else { return nil }
        reader.offset = 12
        guard let fields = reader.uint32(), body <= 1 << 27, fields <= 1 << 26 else { return nil }
        return ((Int(fields) + 7) & ~7 + Int(body), Int(body))
    }

    /// Reads a whole message.
    init?(_ bytes: [UInt8], bodyStart: Int) {
        guard bytes.count >= 16, bodyStart <= bytes.count else { return nil }
        isError = bytes[1] == 3
        var header = BusReader(bytes[..<bodyStart])
        header.offset = 12
        guard case .array(let fields)? = header.value(of: "a(yv)") else { return nil }
        var signature = ""
        var replySerial: UInt32?
        for case .structure(let field) in fields {
            switch (field.first, field.last) {
            case (.unsigned(5), .unsigned(let serial)): replySerial = UInt32(truncatingIfNeeded: serial)
            case (.unsigned(8), .string(let text)): signature = text
            default: continue
            }
        }
        self.replySerial = replySerial
        var body = BusReader(bytes[bodyStart...])
        values = body.values(of: signature)
    }
}

/// Writes what a call needs, in little-endian order.
struct BusWriter {
    var bytes: [UInt8] = []

    mutating func align(_ width: Int) {
        while bytes.count % width != 0 { bytes.append(0) }
    }

    mutating func uint32(_ number: UInt32) {
        align(4)
        for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: number >> UInt32(shift))) }
    }

    mutating func string(_ text: String) {
        uint32(UInt32(text.utf8.count))
        bytes += Array(text.utf8) + [0]
    }

    mutating func signature(_ text: String) {
        bytes += [UInt8(truncatingIfNeeded: text.utf8.count)] + Array(text.utf8) + [0]
    }

    mutating func field(_ code: UInt8, type: String, _ text: String) {
        align(8)
        bytes.append(code)
        signature(type)
        string(text)
    }

    mutating func signatureField(_ text: String) {
        align(8)
        bytes.append(8)
        signature("g")
        signature(text)
    }
}
