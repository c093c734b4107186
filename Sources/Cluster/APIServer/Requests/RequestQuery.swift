import Cluster
import Kubernetes

/// The parameters behind the `?` of a request.
struct RequestQuery: Sendable, Equatable {
    private var values: [String: String] = [:]

    /// Reads a query; the first of several values counts, as in Go.
    init(_ query: String) throws(StatusError) {
        for part in query.split(separator: "&") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(halves[0], plusIsSpace: true),
                let value = PercentCoding.decode(halves.count == 2 ? halves[1] : "", plusIsSpace: true)
            else { throw .badRequest("the query parameter \(part) is not percent-encoded UTF-8") }
            if values[name] == nil { values[name] = value }
        }
    }

    /// The value, or nil when it is absent or empty.
    subscript(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// A whole number of at least zero, or nil when it is absent.
    func count(_ name: String) throws(StatusError) -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw .badRequest("the query parameter \(name) is \"\(text)\", which is no whole number")
        }
        return number
    }

    /// A truth value as Go reads it; an empty one counts as true, absence as false.
    func flag(_ name: String) throws(StatusError) -> Bool {
        switch values[name] {
        case nil, "0", "f", "F", "false", "FALSE", "False": return false
        case "", "1", "t", "T", "true", "TRUE", "True": return true
        case let text?:
            throw .badRequest("the query parameter \(name) is \"\(text)\", which is no truth value")
        }
    }

    /// The parameters of a list.
    func listOptions() throws(StatusError) -> ListOptions {
        let match = self["resourceVersionMatch"]
        if let match, match != "Exact", match != "NotOlderThan" {
            throw invalid("ListOptions", "resourceVersionMatch", match, supported: ["Exact", "NotOlderThan"])
        }
        if match != nil, self["resourceVersion"] == nil, self["sendInitialEvents"] == nil {
            throw StatusError.invalid(
                GroupVersionKind(group: "meta.k8s.io", version: "v1", kind: "ListOptions"), "",
                [
                    .init(
                        reason: "FieldValueForbidden",
                        message:
                            "Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided",
                        field: "resourceVersionMatch")
                ])
        }
        let limit = try count("limit")
        return ListOptions(
            labelSelector: self["labelSelector"] ?? "", fieldSelector: self["fieldSelector"] ?? "",
            limit: limit == 0 ? nil : limit, continue: self["continue"],
            resourceVersion: self["resourceVersion"],
            resourceVersionMatch: match)
    }

    /// The parameters of a watch.
    func watchOptions() throws(StatusError) -> WatchOptions {
        WatchOptions(
            labelSelector: self["labelSelector"] ?? "", fieldSelector: self["fieldSelector"] ?? "",
            resourceVersion: self["resourceVersion"], allowBookmarks: try flag("allowWatchBookmarks"),
            sendInitialEvents: try flag("sendInitialEvents"))
    }

    /// The parameters of a write; without `fieldManager` the client's own name counts.
    func writeOptions(userAgent: String?) throws(StatusError) -> WriteOptions {
        var options = WriteOptions(
            fieldManager: self["fieldManager"] ?? Self.manager(userAgent), dryRun: try dryRun(),
            force: try flag("force"))
        if let text = self["fieldValidation"] {
            guard let validation = WriteOptions.FieldValidation(rawValue: text) else {
                throw invalid(
                    "CreateOptions", "fieldValidation", text, supported: ["", "Ignore", "Strict", "Warn"])
            }
            options.fieldValidation = validation
        }
        return options
    }

    /// True for `dryRun=All`, the only value there is.
    func dryRun() throws(StatusError) -> Bool {
        guard let text = self["dryRun"] else { return false }
        guard text == "All" else { throw invalid("CreateOptions", "dryRun", text, supported: ["All"]) }
        return true
    }

    private static func manager(_ userAgent: String?) -> String {
        userAgent?.split(separator: "/").first.map(String.init) ?? "unknown"
    }

    private func invalid(_ kind: String, _ field: String, _ value: String, supported: [String]) -> StatusError
    {
        let list = supported.map { "\"\($0)\"" }.joined(separator: ", ")
        return StatusError.invalid(
            GroupVersionKind(group: "meta.k8s.io", version: "v1", kind: kind), "",
            [
                .init(
                    reason: "FieldValueNotSupported",
                    message: "Unsupported value: \"\(value)\": supported values: \(list)", field: field)
            ])
    }
}
