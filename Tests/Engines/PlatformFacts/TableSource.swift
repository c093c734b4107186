import Bytes
import PlatformFacts

/// A cluster that answers out of a table.
struct TableSource: APISource {
    var answers: [String: APIAnswer] = [:]
    var groups: Set<String> = ["config.openshift.io"]
    /// Files that were filtered before, by path.
    var ready: [String: [UInt8]] = [:]

    func get(_ path: String) async throws(APISourceError) -> APIAnswer {
        answers[path] ?? .notFound(reason: "NotFound", message: "not found")
    }

    func readyMade(_ dumpPath: String) -> [UInt8]? { ready[dumpPath] }

    func serves(group: String) async throws(APISourceError) -> Bool { groups.contains(group) }
}

/// Filters whose results were made by jq 1.6; every other filter is an error.
struct TableFilter: JSONFilter {
    /// By filter and value, as compact JSON: what jq gives; a value that is not here makes it print an error.
    static let results: [String: [String: [String]]] = [
        "[.items[].a]": [
            #"{"items":[{"a":1},{"a":2}]}"#: ["[1,2]"]
        ],
        "[.items[]?.a]": [#"{"items":null}"#: ["[]"]],
        ".items[]": [#"{"items":[{"a":1},{"a":2}]}"#: [#"{"a":1}"#, #"{"a":2}"#]],
        ".data.\"config.yaml\"": [
            #"{"data":{"config.yaml":"a: [1]\nb: x\n"}}"#: [#""a: [1]\nb: x\n""#]
        ],
    ]
    struct Failure: Error, CustomStringConvertible { let description: String }
    let source: String

    static let read: JSONFilterReader = { source in
        guard results[source] != nil else { throw Failure(description: "\(source): no such filter") }
        return TableFilter(source: source)
    }

    func outputs(of value: JSON) throws -> [JSON] {
        guard let texts = Self.results[source]?[value.text] else {
            throw Failure(description: "Cannot iterate over null (null)")
        }
        return try texts.map { try JSON(parsing: $0) }
    }
}
