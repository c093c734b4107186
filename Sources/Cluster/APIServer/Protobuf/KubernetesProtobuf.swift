import Bytes
import Kubernetes

/// Kubernetes' protobuf bodies (`application/vnd.kubernetes.protobuf`): four magic bytes, then a
/// `runtime.Unknown` that names the kind and carries the object's own message.
enum KubernetesProtobuf {
    /// The media type.
    static let mediaType = "application/vnd.kubernetes.protobuf"
    private static let magic: [UInt8] = [0x6B, 0x38, 0x73, 0x00]
    private static let depthLimit = 64

    /// The object as JSON.
    ///
    /// A field that our tables do not know is an error: dropping it would store
    /// something else than was sent.
    static func json(_ body: [UInt8]) throws(ProtobufError) -> JSON {
        guard body.starts(with: magic) else {
            throw ProtobufError(description: "the body does not begin with the magic bytes \"k8s\\0\"")
        }
        let unknown = try envelope(body[4...])
        let kind = unknown.kind
        guard ProtobufSchema.kubernetes.fields(kind) != nil else {
            throw ProtobufError(description: "no protobuf table for the kind \"\(kind)\"; send it as JSON")
        }
        var json = try message(kind, unknown.raw, depth: 0)
        json["apiVersion"] = .string(unknown.apiVersion)
        json["kind"] = .string(kind)
        return json
    }

    private static func envelope(
        _ bytes: ArraySlice<UInt8>
    ) throws(ProtobufError) -> (apiVersion: String, kind: String, raw: ArraySlice<UInt8>) {
        var reader = ProtobufReader(bytes)
        var type: JSON = [:]
        var raw: ArraySlice<UInt8> = []
        while let (number, value) = try reader.next() {
            guard case .bytes(let bytes) = value else { continue }
            if number == 1 { type = try message("TypeMeta", bytes, depth: 0) }
            if number == 2 { raw = bytes }
        }
        return (type["apiVersion"]?.string ?? "", type["kind"]?.string ?? "", raw)
    }

    private static func message(_ name: String, _ bytes: ArraySlice<UInt8>, depth: Int) throws(ProtobufError)
        -> JSON
    {
        guard depth < depthLimit else { throw ProtobufError(description: "messages are nested too deep") }
        let fields = ProtobufSchema.kubernetes.fields(name) ?? [:]
        var reader = ProtobufReader(bytes)
        var members = JSONObject()
        while let (number, wire) = try reader.next() {
            guard let field = fields[number] else {
                throw ProtobufError(
                    description: "field \(number) of \(name) is not known; send the object as JSON")
            }
            try add(wire, field, of: name, to: &members, depth: depth)
        }
        // IngressRule embeds its value: JSON has it inline.
        if name == "IngressRule", let inline = members["ingressRuleValue"]?.object {
            members["ingressRuleValue"] = nil
            for (key, value) in inline { members[key] = value }
        }
        return .object(members)
    }

    private static func add(
        _ wire: ProtobufReader.Value, _ field: ProtobufSchema.Field, of message: String,
        to members: inout JSONObject,
        depth: Int
    ) throws(ProtobufError) {
        let place = "\(message).\(field.name)"
        switch field.type {
        case .list(let element):
            guard let value = try value(wire, element, place: place, depth: depth) else { return }
            members[field.name] = .array((members[field.name]?.array ?? []) + [value])
        case .map(let element):
            guard case .bytes(let entry) = wire else { throw mismatch(place) }
            var reader = ProtobufReader(entry)
            var key = ""
            var content: JSON?
            while let (number, wire) = try reader.next() {
                if number == 1 { key = try value(wire, .string, place: place, depth: depth)?.string ?? "" }
                if number == 2 { content = try value(wire, element, place: place, depth: depth) }
            }
            var map = members[field.name] ?? [:]
            map[key] = content ?? ""
            members[field.name] = map
        default:
            guard let value = try value(wire, field.type, place: place, depth: depth) else { return }
            if field.keepsZero || !isZero(value) { members[field.name] = value }
        }
    }

    private static func isZero(_ value: JSON) -> Bool {
        switch value {
        case .string(""), .int(0), .bool(false): true
        case .object(let members): members.isEmpty
        default: false
        }
    }

    private static func value(
        _ wire: ProtobufReader.Value, _ type: ProtobufSchema.FieldType, place: String, depth: Int
    ) throws(ProtobufError) -> JSON? {
        switch (type, wire) {
        case (.int, .varint(let number)): return .int(Int64(bitPattern: number))
        case (.bool, .varint(let number)): return .bool(number != 0)
        case (.string, .bytes(let bytes)):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw ProtobufError(description: "\(place) is not UTF-8")
            }
            return .string(text)
        case (.bytes, .bytes(let bytes)): return .string(Base64.encode(Array(bytes)))
        case (.message(let name), .bytes(let bytes)): return try message(name, bytes, depth: depth + 1)
        case (.time, .bytes(let bytes)): return try time(bytes, fraction: false)
        case (.microTime, .bytes(let bytes)): return try time(bytes, fraction: true)
        case (.quantity, .bytes(let bytes)): return try scalars(bytes).text[1].map(JSON.string) ?? "0"
        case (.intOrString, .bytes(let bytes)):
            let (numbers, text) = try scalars(bytes)
            return numbers[1] == 1 ? .string(text[3] ?? "") : .int(numbers[2] ?? 0)
        case (.rawJSON, .bytes(let bytes)):
            let raw = try scalars(bytes).text[1] ?? "{}"
            do { return try JSON(parsing: raw) } catch {
                throw ProtobufError(description: "\(place): \(error)")
            }
        default: throw mismatch(place)
        }
    }

    /// The fields of a small message of numbers and texts.
    private static func scalars(
        _ bytes: ArraySlice<UInt8>
    ) throws(ProtobufError) -> (numbers: [Int: Int64], text: [Int: String]) {
        var reader = ProtobufReader(bytes)
        var numbers: [Int: Int64] = [:]
        var text: [Int: String] = [:]
        while let (number, value) = try reader.next() {
            switch value {
            case .varint(let value): numbers[number] = Int64(bitPattern: value)
            case .bytes(let bytes): text[number] = String(validating: bytes, as: UTF8.self)
            case .fixed: break
            }
        }
        return (numbers, text)
    }

    /// An empty message is Go's zero time, which JSON leaves out; RFC 3339 has no words for years past 9999.
    private static func time(_ bytes: ArraySlice<UInt8>, fraction: Bool) throws(ProtobufError) -> JSON? {
        if bytes.isEmpty { return nil }
        let numbers = try scalars(bytes).numbers
        let seconds = numbers[1] ?? 0
        let nanoseconds = numbers[2] ?? 0
        guard (-62_135_596_800...253_402_300_799).contains(seconds), (0..<1_000_000_000).contains(nanoseconds)
        else {
            throw ProtobufError(description: "a time is outside of the years 1 to 9999")
        }
        var moment = Timestamp(seconds: seconds)
        moment.microseconds += nanoseconds / 1_000
        return .string(fraction ? moment.microText : moment.text)
    }

    private static func mismatch(_ place: String) -> ProtobufError {
        ProtobufError(description: "\(place) has a value of another type")
    }
}
