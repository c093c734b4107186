import Bytes

/// Turns protobuf messages into JSON by ``GoTypes``.
enum ProtobufDecoder {
    private static let depthLimit = 100

    /// The object of a `runtime.Unknown`.
    static func object(_ bytes: ArraySlice<UInt8>, depth: Int) throws(ProtobufError) -> JSON {
        let unknown = try envelope(bytes)
        let kind = GroupVersionKind(apiVersion: unknown.apiVersion, kind: unknown.kind)
        var json: JSON
        if let structure = GoTypes.structure(of: kind) {
            json = .object(try message(structure, unknown.raw, depth: depth))
        } else if let item = KubernetesProtobuf.itemKind(ofList: kind),
            let structure = GoTypes.structure(of: item)
        {
            json = try list(of: structure, unknown.raw, depth: depth)
        } else {
            throw ProtobufError(
                description: "no protobuf message for the kind \"\(kind.kind)\"; send it as JSON")
        }
        json["apiVersion"] = .string(unknown.apiVersion)
        json["kind"] = .string(unknown.kind)
        if GoTypes.structure(of: kind) != nil { _ = TypedReader(&json, kind: kind) }
        return json
    }

    private static func envelope(
        _ bytes: ArraySlice<UInt8>
    ) throws(ProtobufError) -> (apiVersion: String, kind: String, raw: ArraySlice<UInt8>) {
        var reader = ProtobufReader(bytes)
        var type: [Int: ArraySlice<UInt8>] = [:]
        var raw: ArraySlice<UInt8> = []
        while let (number, value) = try reader.next() {
            guard case .bytes(let bytes) = value else { continue }
            if number == 1 { type = try scalars(bytes).data }
            if number == 2 { raw = bytes }
        }
        return (try text(type[1] ?? [], "apiVersion"), try text(type[2] ?? [], "kind"), raw)
    }

    private static func list(
        of item: GoStruct, _ bytes: ArraySlice<UInt8>, depth: Int
    ) throws(ProtobufError) -> JSON {
        var reader = ProtobufReader(bytes)
        var items: [JSON] = []
        var metadata: JSON = [:]
        while let (number, value) = try reader.next() {
            guard case .bytes(let bytes) = value else { continue }
            if number == 1, let meta = GoTypes.structure("meta/v1.ListMeta") {
                metadata = .object(try message(meta, bytes, depth: depth + 1))
            }
            if number == 2 { items.append(.object(try message(item, bytes, depth: depth + 1))) }
        }
        return ["metadata": metadata, "items": .array(items)]
    }

    private static func message(
        _ structure: GoStruct, _ bytes: ArraySlice<UInt8>, depth: Int
    ) throws(ProtobufError) -> JSONObject {
        guard depth < depthLimit else { throw ProtobufError(description: "messages are nested too deep") }
        var reader = ProtobufReader(bytes)
        var members = JSONObject()
        while let (number, wire) = try reader.next() {
            guard let field = structure.fields.first(where: { $0.number == number }) else { continue }
            let place = Place(message: structure.name, field: field.name, depth: depth)
            if field.isInline, case .structure(let name) = field.type.shape, case .bytes(let inner) = wire {
                guard let inlined = GoTypes.structure(name) else { continue }
                for (key, value) in try message(inlined, inner, depth: depth + 1) { members[key] = value }
            } else {
                try add(wire, field, place, to: &members)
            }
        }
        return members
    }

    private struct Place: CustomStringConvertible {
        var message: String
        var field: String
        var depth: Int
        var description: String { "\(message).\(field)" }
        var mismatch: ProtobufError { ProtobufError(description: "\(self) has a value of another type") }
    }

    private static func add(
        _ wire: ProtobufReader.Value, _ field: GoField, _ place: Place, to members: inout JSONObject
    ) throws(ProtobufError) {
        switch field.type.shape {
        case .list(let element):
            guard let value = try value(wire, element, place) else { return }
            if members[field.name] == nil { members[field.name] = [] }
            // The array is changed in place: a copy for each element would take quadratic time.
            members[field.name]?.append(value)
        case .map(let element):
            guard case .bytes(let entry) = wire else { throw place.mismatch }
            var reader = ProtobufReader(entry)
            var key = ""
            var content: JSON?
            while let (number, wire) = try reader.next() {
                if number == 1, case .bytes(let bytes) = wire { key = try text(bytes, place.description) }
                if number == 2 { content = try value(wire, element, place) }
            }
            if members[field.name] == nil { members[field.name] = [:] }
            members[field.name]?[key] = content ?? .null
        default:
            members[field.name] = try value(wire, field.type, place)
        }
    }

    private static func value(
        _ wire: ProtobufReader.Value, _ type: GoType, _ place: Place
    ) throws(ProtobufError) -> JSON? {
        switch (type.shape, wire) {
        case (.int32, .varint(let number)): return .int(Int64(Int32(truncatingIfNeeded: number)))
        case (.int64, .varint(let number)): return .int(Int64(bitPattern: number))
        case (.bool, .varint(let number)): return .bool(number != 0)
        case (.float64, .fixed(let bits)):
            let number = Double(bitPattern: bits)
            guard number.isFinite else { throw place.mismatch }
            return .double(number)
        case (.string, .bytes(let bytes)): return .string(try text(bytes, place.description))
        case (.bytes, .bytes(let bytes)): return .string(Base64.encode(Array(bytes)))
        case (.structure(let name), .bytes(let bytes)):
            return try GoTypes.structure(name).map { structure throws(ProtobufError) in
                .object(try message(structure, bytes, depth: place.depth + 1))
            }
        case (_, .bytes(let bytes)): return try special(bytes, type.shape, place)
        default: throw place.mismatch
        }
    }

    /// The types that have a form of their own in JSON.
    private static func special(
        _ bytes: ArraySlice<UInt8>, _ shape: GoType.Shape, _ place: Place
    ) throws(ProtobufError) -> JSON? {
        let (numbers, data) = try scalars(bytes)
        switch shape {
        case .time: return try time(bytes, numbers, fraction: false)
        case .microTime: return try time(bytes, numbers, fraction: true)
        case .quantity: return .string(try text(data[1] ?? [UInt8(ascii: "0")], place.description))
        case .intOrString:
            if numbers[1] == 1 { return .string(try text(data[3] ?? [], place.description)) }
            return .int(Int64(Int32(truncatingIfNeeded: numbers[2] ?? 0)))
        case .rawExtension, .json, .fieldsV1: return try raw(data[1] ?? [], place)
        case .schemaOrBool:
            guard let schema = data[2] else { return .bool(numbers[1] ?? 0 != 0) }
            return try self.schema(schema, place)
        case .schemaOrArray, .schemaOrTexts: return try schemas(bytes, shape, place)
        case .wrappedTexts:
            return .array(
                try repeated(bytes, 1).map { bytes throws(ProtobufError) in
                    .string(try text(bytes, place.description))
                })
        default: throw place.mismatch
        }
    }

    private static func schema(_ bytes: ArraySlice<UInt8>, _ place: Place) throws(ProtobufError) -> JSON? {
        try GoTypes.structure("apiextensions/v1.JSONSchemaProps").map { structure throws(ProtobufError) in
            .object(try message(structure, bytes, depth: place.depth + 1))
        }
    }

    /// One schema, or a list of schemas or texts.
    private static func schemas(
        _ bytes: ArraySlice<UInt8>, _ shape: GoType.Shape, _ place: Place
    ) throws(ProtobufError) -> JSON? {
        if let single = try repeated(bytes, 1).last { return try schema(single, place) }
        var elements: [JSON] = []
        for element in try repeated(bytes, 2) {
            if case .schemaOrTexts = shape {
                elements.append(.string(try text(element, place.description)))
            } else if let schema = try schema(element, place) {
                elements.append(schema)
            }
        }
        return .array(elements)
    }

    /// JSON as it is, or an object in protobuf inside of another.
    private static func raw(_ bytes: ArraySlice<UInt8>, _ place: Place) throws(ProtobufError) -> JSON? {
        if bytes.isEmpty { return nil }
        if KubernetesProtobuf.isProtobuf(Array(bytes.prefix(4))) {
            guard place.depth < depthLimit else {
                throw ProtobufError(description: "messages are nested too deep")
            }
            return try object(bytes.dropFirst(4), depth: place.depth + 1)
        }
        do { return try JSON(parsing: Array(bytes)) } catch {
            throw ProtobufError(description: "\(place): \(error)")
        }
    }

    /// An empty message is Go's zero time, which is not written; RFC 3339 has no words for years past 9999.
    private static func time(
        _ bytes: ArraySlice<UInt8>, _ numbers: [Int: Int64], fraction: Bool
    ) throws(ProtobufError) -> JSON? {
        if bytes.isEmpty { return nil }
        let seconds = numbers[1] ?? 0
        let nanoseconds = numbers[2] ?? 0
        guard (-62_135_596_800...253_402_300_799).contains(seconds), (0..<1_000_000_000).contains(nanoseconds)
        else { throw ProtobufError(description: "a time is outside of the years 1 to 9999") }
        var moment = Timestamp(seconds: seconds)
        moment.microseconds += nanoseconds / 1_000
        return .string(fraction ? moment.microText : moment.text)
    }

    // MARK: Small messages

    /// The last number and the last bytes of each field.
    private static func scalars(
        _ bytes: ArraySlice<UInt8>
    ) throws(ProtobufError) -> (numbers: [Int: Int64], data: [Int: ArraySlice<UInt8>]) {
        var reader = ProtobufReader(bytes)
        var numbers: [Int: Int64] = [:]
        var data: [Int: ArraySlice<UInt8>] = [:]
        while let (number, value) = try reader.next() {
            switch value {
            case .varint(let value): numbers[number] = Int64(bitPattern: value)
            case .bytes(let bytes): data[number] = bytes
            case .fixed: break
            }
        }
        return (numbers, data)
    }

    private static func repeated(
        _ bytes: ArraySlice<UInt8>, _ wanted: Int
    ) throws(ProtobufError) -> [ArraySlice<UInt8>] {
        var reader = ProtobufReader(bytes)
        var found: [ArraySlice<UInt8>] = []
        while let (number, value) = try reader.next() {
            if number == wanted, case .bytes(let bytes) = value { found.append(bytes) }
        }
        return found
    }

    private static func text(_ bytes: ArraySlice<UInt8>, _ place: String) throws(ProtobufError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ProtobufError(description: "\(place) is not UTF-8")
        }
        return text
    }
}

extension JSON {
    /// Adds an element to an array.
    fileprivate mutating func append(_ element: JSON) {
        guard case .array(var elements) = self else { return }
        self = .null
        elements.append(element)
        self = .array(elements)
    }
}
