import Bytes
import CEL
import Kubernetes

/// How values of a structural schema read in expressions, and how large they may be.
///
/// Where a schema sets no bound, the size of a request does (kube-apiserver, `SchemaDeclType`).
enum SchemaShape {
    /// The most bytes that a request may have.
    static let requestLimit: UInt64 = 3 * 1024 * 1024

    /// The shape of a schema; nil for one about which nothing is known.
    static func shape(_ schema: StructuralSchema, name: String, isResource: Bool) -> CELShape? {
        if schema.types.count > 1 {
            return CELShape(.dynamic, maxSize: requestLimit - 2, minSerializedSize: 1)
        }
        if isResource { return object(schema, name, isResource: true) }
        switch schema.types.first {
        case .array?: return list(schema, name)
        case .object? where schema.additional != nil: return map(schema, name)
        case .object?: return object(schema, name, isResource: false)
        case .string?: return text(schema)
        case .boolean?: return CELShape(.scalar(.bool), minSerializedSize: 4)
        case .number?: return CELShape(.scalar(.double), minSerializedSize: 1)
        case .integer?: return CELShape(.scalar(.int), minSerializedSize: 1)
        case nil: return nil
        }
    }

    private static func list(_ schema: StructuralSchema, _ name: String) -> CELShape? {
        guard let items = schema.items,
            let element = shape(items, name: "\(name).@idx", isResource: items.isEmbeddedResource)
        else { return nil }
        let identity: CELList.Identity =
            switch schema.listType {
            case "set": .set
            case "map": .map(schema.listMapKeys)
            default: .atomic
            }
        let most = bound(schema, "maxItems") ?? (requestLimit - 2) / (element.minSerializedSize + 1)
        return CELShape(.list(element, identity), maxSize: most, minSerializedSize: 2)
    }

    private static func map(_ schema: StructuralSchema, _ name: String) -> CELShape? {
        guard let additional = schema.additional,
            let value = shape(additional, name: "\(name).@elem", isResource: additional.isEmbeddedResource)
        else { return nil }
        // A member takes its quotes, a colon and a comma besides its value.
        let most = bound(schema, "maxProperties") ?? (requestLimit - 2) / (value.minSerializedSize + 6)
        return CELShape(.map(value), maxSize: most, minSerializedSize: 2)
    }

    private static func object(_ schema: StructuralSchema, _ name: String, isResource: Bool) -> CELShape {
        var fields: [String: CELShape.Field] = [:]
        var least: UInt64 = 2
        let required = Set(schema.source["required"]?.array?.compactMap(\.string) ?? [])
        for (member, property) in schema.properties {
            guard
                let inner = shape(
                    property, name: "\(name).\(member)", isResource: property.isEmbeddedResource)
            else { continue }
            if required.contains(member), property.defaultValue == nil {
                least += UInt64(member.utf8.count) + inner.minSerializedSize + 4
            }
            if let field = FieldNameEscaping.escape(member) {
                fields[field] = CELShape.Field(member: member, shape: inner)
            }
        }
        if isResource {
            let text = CELShape(.scalar(.string), maxSize: requestLimit - 2, minSerializedSize: 2)
            let metadata = CELShape(
                .object([
                    "name": .init(member: "name", shape: text),
                    "generateName": .init(member: "generateName", shape: text),
                ]), name: "\(name).metadata", minSerializedSize: 2)
            fields["apiVersion"] = .init(member: "apiVersion", shape: text)
            fields["kind"] = .init(member: "kind", shape: text)
            fields["metadata"] = .init(member: "metadata", shape: metadata)
        }
        return CELShape(.object(fields), name: name, minSerializedSize: least)
    }

    private static func text(_ schema: StructuralSchema) -> CELShape {
        let maxLength = bound(schema, "maxLength")
        switch schema.source["format"]?.string {
        case "byte":
            return CELShape(.scalar(.bytes), maxSize: maxLength ?? requestLimit - 2, minSerializedSize: 2)
        case "duration": return CELShape(.scalar(.duration), maxSize: 34, minSerializedSize: 4)
        case "date": return CELShape(.scalar(.timestamp), maxSize: 12, minSerializedSize: 12)
        case "date-time": return CELShape(.scalar(.timestamp), maxSize: 34, minSerializedSize: 22)
        default: break
        }
        let longest = schema.source["enum"]?.array?.compactMap { $0.string?.utf8.count }.max().map(
            UInt64.init)
        // `maxLength` counts characters, of which each may take four bytes.
        let most = maxLength.map { $0 > .max / 4 ? .max : $0 * 4 }
        return CELShape(.scalar(.string), maxSize: most ?? longest ?? requestLimit - 2, minSerializedSize: 2)
    }

    private static func bound(_ schema: StructuralSchema, _ name: String) -> UInt64? {
        (schema.source[name]?.int).map { UInt64(max(0, $0)) }
    }
}
