import Bytes
import Yams

/// Turns composed nodes into JSON and counts what aliases expand to.
struct NodeReader {
    private let valueLimit: Int
    private var count = 0
    private var depth = 0

    init(valueLimit: Int) { self.valueLimit = valueLimit }

    mutating func json(_ node: Node) throws(YAMLError) -> JSON {
        count += 1
        if count > valueLimit {
            throw fail(
                node, "the text stands for more than \(valueLimit) values once its aliases are expanded")
        }
        depth += 1
        defer { depth -= 1 }
        if depth > JSONDocument.depthLimit {
            throw fail(node, "nested deeper than \(JSONDocument.depthLimit)")
        }
        switch node {
        case .scalar(let scalar): return try value(scalar, node)
        case .sequence(let sequence):
            var elements: [JSON] = []
            for element in sequence { elements.append(try json(element)) }
            return .array(elements)
        case .mapping(let mapping): return .object(try members(mapping))
        case .alias: throw fail(node, "found an alias that stands for nothing")
        }
    }

    private mutating func members(_ mapping: Node.Mapping) throws(YAMLError) -> JSONObject {
        var members = JSONObject()
        var merged: [JSONObject] = []
        for (key, value) in mapping {
            if case .scalar(let scalar) = key, scalar.style == .plain, scalar.string == "<<" {
                merged += try mergeSources(value)
                continue
            }
            let name = try self.name(key)
            if members[name] != nil { throw fail(key, "key \"\(name)\" is set twice in one map") }
            members[name] = try json(value)
        }
        // The map's own members win, then the first of the maps that are merged in (yaml.org/type/merge).
        for source in merged {
            for (name, value) in source where members[name] == nil { members[name] = value }
        }
        return members
    }

    private mutating func mergeSources(_ value: Node) throws(YAMLError) -> [JSONObject] {
        switch try json(value) {
        case .object(let members): return [members]
        case .array(let elements):
            let maps = elements.compactMap(\.object)
            if maps.count == elements.count { return maps }
        default: break
        }
        throw fail(value, "map merge requires map or sequence of maps as the value")
    }

    private func name(_ key: Node) throws(YAMLError) -> String {
        guard case .scalar(let scalar) = key else { throw fail(key, "a map key is no scalar") }
        guard scalar.style == .plain else { return scalar.string }
        switch ScalarResolution.resolve(scalar.string) {
        case .string(let text): return text
        case .bool(let value): return value ? "true" : "false"
        case .int(let value): return String(value)
        case .double: return scalar.string
        default: throw fail(key, "a map key is null")
        }
    }

    private func value(_ scalar: Node.Scalar, _ node: Node) throws(YAMLError) -> JSON {
        let tag = scalar.tag.description
        let resolved = ScalarResolution.resolve(scalar.string)
        switch tag {
        case "", "?":
            guard scalar.style == .plain else { return .string(scalar.string) }
            if case .double(let number) = resolved, !number.isFinite {
                throw fail(node, "\(scalar.string) has no form in JSON")
            }
            return resolved
        case "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:binary", "tag:yaml.org,2002:timestamp":
            return .string(scalar.string)
        case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool",
            "tag:yaml.org,2002:null":
            guard Self.fits(resolved, tag) else {
                throw fail(
                    node, "cannot decode `\(scalar.string)` as \(tag.split(separator: ":").last ?? "")")
            }
            return resolved
        default: return scalar.style == .plain ? resolved : .string(scalar.string)
        }
    }

    private static func fits(_ value: JSON, _ tag: String) -> Bool {
        switch value {
        case .int: tag.hasSuffix(":int") || tag.hasSuffix(":float")
        case .double: tag.hasSuffix(":float")
        case .bool: tag.hasSuffix(":bool")
        case .null: tag.hasSuffix(":null")
        default: false
        }
    }

    private func fail(_ node: Node, _ reason: String) -> YAMLError {
        YAMLError(line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, reason: reason)
    }
}
