import Host
import ScratchRoots

@testable import OVAL

/// A query with literal entities unless a name ends in `~`, which makes it a pattern match, or the value is
/// nil, which makes it a nil entity.
func query(
    _ element: String, _ entities: KeyValuePairs<String, String?>, behaviors: [String: String] = [:]
) throws -> ObjectQuery {
    var compiled: [String: EntityQuery] = [:]
    for (key, value) in entities {
        let isPattern = key.hasSuffix("~")
        let name = isPattern ? String(key.dropLast()) : key
        compiled[name] = try EntityQuery(
            name: name, operation: isPattern ? .patternMatch : .equals,
            datatype: name == "instance" ? .int : .string,
            values: value.map { [$0] } ?? [], isNil: value == nil)
    }
    return ObjectQuery(
        id: "oval:t:obj:1", family: "unix", element: element, entities: compiled, behaviors: behaviors)
}

/// The values of one field of every item, in order.
func values(_ field: FieldName, of collected: Collected?) -> [String] {
    var values: [String] = []
    for item in collected?.items ?? [] { item.forEachField(named: field) { values.append($0.value.text) } }
    return values
}
