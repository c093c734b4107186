import Bytes

/// Writes JSON as protobuf messages by ``GoTypes``, in the form of Kubernetes' own generated code: fields in
/// the order of their numbers, maps in the order of their keys, and zeros written where Go has no pointer.
struct ProtobufEncoder {
    /// The first member that could not be written.
    private(set) var problem: ProtobufError?

    /// Writes a list's metadata and items.
    mutating func write(list: JSON, of item: GoStruct, into out: inout ProtobufWriter) {
        var metadata = ProtobufWriter()
        if let meta = GoTypes.structure("meta/v1.ListMeta") {
            write(list["metadata"]?.object ?? [:], meta, into: &metadata)
        }
        out.message(1, metadata)
        for element in list["items"]?.array ?? [] {
            var message = ProtobufWriter()
            write(element.object ?? [:], item, into: &message)
            out.message(2, message)
        }
    }

    /// Writes the fields of a structure.
    mutating func write(_ members: JSONObject, _ structure: GoStruct, into out: inout ProtobufWriter) {
        for field in structure.fieldsByNumber {
            if field.isInline, case .structure(let name) = field.type.shape {
                guard let inlined = GoTypes.structure(name) else { continue }
                var message = ProtobufWriter()
                write(members, inlined, into: &message)
                out.message(field.number, message)
                continue
            }
            var value = members[field.name]
            if value?.isNull == true { value = nil }
            if value == nil, field.type.isNilable { continue }
            write(value, field.type, field, structure, into: &out)
        }
    }

    private mutating func write(
        _ value: JSON?, _ type: GoType, _ field: GoField, _ structure: GoStruct,
        into out: inout ProtobufWriter
    ) {
        let number = field.number
        switch (type.shape, value) {
        case (.string, nil): out.text(number, "")
        case (.string, .string(let text)?): out.text(number, text)
        case (.bool, nil): out.number(number, 0)
        case (.bool, .bool(let flag)?): out.number(number, flag ? 1 : 0)
        case (.int32, nil), (.int64, nil): out.number(number, 0)
        case (.int32, .int(let value)?), (.int64, .int(let value)?): out.number(number, value)
        case (.float64, nil): out.double(number, 0)
        case (.float64, .int(let value)?): out.double(number, Double(value))
        case (.float64, .double(let value)?): out.double(number, value)
        case (.bytes, .string(let text)?): out.data(number, Base64.decode(text) ?? [])
        case (.list(let element), .array(let elements)?):
            for inner in elements { write(inner.isNull ? nil : inner, element, field, structure, into: &out) }
        case (.map(let element), .object(let members)?):
            for (key, inner) in members {
                var entry = ProtobufWriter()
                entry.text(1, key)
                let slot = GoField(name: field.name, type: element, number: 2)
                write(inner.isNull ? nil : inner, element, slot, structure, into: &entry)
                out.message(number, entry)
            }
        case (.structure(let name), _):
            var message = ProtobufWriter()
            if let inner = GoTypes.structure(name) { write(value?.object ?? [:], inner, into: &message) }
            out.message(number, message)
        default:
            var message = ProtobufWriter()
            if special(value, type.shape, into: &message) {
                out.message(number, message)
            } else if problem == nil {
                problem = ProtobufError(
                    description: "\(structure.name).\(field.name) has a value of another type")
            }
        }
    }

    /// The message of a value that has a form of its own in JSON; false when the value is none.
    private mutating func special(
        _ value: JSON?, _ shape: GoType.Shape, into out: inout ProtobufWriter
    ) -> Bool {
        switch (shape, value) {
        case (.time, nil), (.microTime, nil), (.rawExtension, nil), (.json, nil), (.fieldsV1, nil): break
        case (.time, .string(let text)?), (.microTime, .string(let text)?):
            guard let moment = Timestamp(text) else { return false }
            let seconds = moment.seconds
            out.number(1, seconds)
            var fraction: Int64 = 0
            if case .microTime = shape { fraction = (moment.microseconds - seconds * 1_000_000) * 1_000 }
            out.number(2, fraction)
        case (.quantity, nil): out.text(1, "0")
        case (.quantity, .string(let text)?): out.text(1, text)
        case (.intOrString, nil): Self.write(intOrString: 0, "", type: 0, into: &out)
        case (.intOrString, .int(let number)?): Self.write(intOrString: number, "", type: 0, into: &out)
        case (.intOrString, .string(let text)?): Self.write(intOrString: 0, text, type: 1, into: &out)
        case (.rawExtension, let json?), (.json, let json?), (.fieldsV1, let json?): out.data(1, json.bytes)
        case (.schemaOrBool, .bool(let allows)?): out.number(1, allows ? 1 : 0)
        case (.schemaOrBool, .object(let members)?):
            out.number(1, 1)
            schema(2, members, into: &out)
        case (.schemaOrArray, .object(let members)?), (.schemaOrTexts, .object(let members)?):
            schema(1, members, into: &out)
        case (.schemaOrArray, .array(let elements)?):
            for element in elements { schema(2, element.object ?? [:], into: &out) }
        case (.schemaOrTexts, .array(let elements)?), (.wrappedTexts, .array(let elements)?):
            let number = if case .wrappedTexts = shape { 1 } else { 2 }
            for element in elements { out.text(number, element.string ?? "") }
        default: return false
        }
        return true
    }

    private mutating func schema(_ number: Int, _ members: JSONObject, into out: inout ProtobufWriter) {
        guard let structure = GoTypes.structure("apiextensions/v1.JSONSchemaProps") else { return }
        var message = ProtobufWriter()
        write(members, structure, into: &message)
        out.message(number, message)
    }

    private static func write(
        intOrString number: Int64, _ text: String, type: Int64, into out: inout ProtobufWriter
    ) {
        out.number(1, type)
        out.number(2, number)
        out.text(3, text)
    }
}
