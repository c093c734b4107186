public import Bytes

/// The JSON types that a member of a Kubernetes type takes on the wire.
///
/// kube-apiserver decodes into Go structs before it validates; a member of another type is then no invalid
/// value (422) but an object that cannot be read (400).
indirect enum WireShape: Sendable {
    /// Text; the Go type's name is told to the client.
    case text(String = "string")
    /// A truth value.
    case truth
    /// A number, with or without fraction by its Go type.
    case number(String)
    /// A list.
    case list(WireShape, String)
    /// Named members of one shape.
    case map(WireShape, String)
    /// A structure of ``WireStructures``.
    case structure(String)
    /// The same where something else than an object may stand too; the path to its members starts anew.
    case optionalStructure(String)
}

/// Finds members that have another JSON type than their Go type takes.
public enum WireDecoding {
    /// What keeps an object's metadata from being read, in the words of Go's decoder; nil when nothing does.
    ///
    /// - Parameter path: the way to the metadata, such as `["metadata"]`.
    public static func metadataProblem(_ metadata: JSON, path: [String]) -> String? {
        problem(metadata, .structure("ObjectMeta"), ("", path))
    }

    /// What keeps an object of a built-in kind from being read, as far as its shape is known; nil when nothing
    /// does.
    public static func objectProblem(_ object: JSON, kind: String) -> String? {
        WireStructures.members[kind] == nil ? nil : problem(object, .structure(kind), (kind, []))
    }

    /// What keeps the `spec` of a custom resource definition from being read; nil when nothing does.
    public static func definitionProblem(_ spec: JSON) -> String? {
        problem(spec, .structure("CustomResourceDefinitionSpec"), ("CustomResourceDefinition", ["spec"]))
    }

    /// Where a value stands: the Go structure around it and the members on the way.
    private typealias Place = (owner: String, path: [String])

    private static func problem(_ value: JSON, _ shape: WireShape, _ place: Place) -> String? {
        switch (shape, value) {
        // Go leaves a member that is null as it is.
        case (_, .null), (.text, .string), (.truth, .bool): return nil
        case (.number, .int): return nil
        case (.number(let type), .double(let number)):
            let isWhole = number.rounded() == number && abs(number) < 0x1p63
            return type.hasPrefix("float") || isWhole ? nil : refusal(value, type, place)
        case (.list(let element, _), .array(let elements)):
            return elements.lazy.compactMap { problem($0, element, place) }.first
        case (.map(let member, _), .object(let members)):
            return members.lazy.compactMap { problem($0.value, member, place) }.first
        case (.structure(let name), .object(let members)): return inside(members, name, place.path)
        case (.optionalStructure(let name), .object(let members)): return inside(members, name, [])
        case (.optionalStructure, _): return nil
        default: return refusal(value, shape.goType, place)
        }
    }

    private static func inside(_ members: JSONObject, _ structure: String, _ path: [String]) -> String? {
        let shapes = WireStructures.members[structure] ?? [:]
        for (name, value) in members {
            guard let shape = shapes[name] else { continue }
            if let found = problem(value, shape, (structure, path + [name])) { return found }
        }
        return nil
    }

    private static func refusal(_ value: JSON, _ type: String, _ place: Place) -> String {
        let field = ([place.owner] + place.path).filter { !$0.isEmpty }.joined(separator: ".")
        let target = field.isEmpty ? "Go value" : "Go struct field \(field)"
        return "json: cannot unmarshal \(found(value)) into \(target) of type \(type)"
    }

    private static func found(_ value: JSON) -> String {
        switch value {
        case .null: "null"
        case .bool: "bool"
        case .int: "number"
        case .double: "number \(value.text)"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

extension WireShape {
    fileprivate var goType: String {
        switch self {
        case .text(let type), .number(let type), .list(_, let type), .map(_, let type): type
        case .truth: "bool"
        case .structure(let name), .optionalStructure(let name): "v1.\(name)"
        }
    }
}
