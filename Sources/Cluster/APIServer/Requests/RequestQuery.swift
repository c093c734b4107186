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

    /// A whole number, or nil when it is absent or below zero, which kube-apiserver takes for no wish.
    func count(_ name: String) throws(StatusError) -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = Int(text) else {
            throw .badRequest("strconv.ParseInt: parsing \"\(text)\": invalid syntax")
        }
        return number < 0 ? nil : number
    }

    /// A truth value: as in kube-apiserver everything but `0` and `false` counts as true, absence as false.
    func flag(_ name: String) -> Bool {
        guard let text = values[name] else { return false }
        return text != "0" && text.lowercased() != "false"
    }

    /// True when the parameter is there with a value.
    private func names(_ name: String) -> Bool { self[name] != nil }

    /// The parameters of a list.
    func listOptions() throws(StatusError) -> ListOptions {
        let match = self["resourceVersionMatch"]
        if names("sendInitialEvents") {
            throw Self.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list")
        }
        if let match {
            if !names("resourceVersion") {
                throw Self.forbiddenMatch(
                    "resourceVersionMatch is forbidden unless resourceVersion is provided")
            }
            if names("continue") {
                throw Self.forbiddenMatch("resourceVersionMatch is forbidden when continue is provided")
            }
            if match != "Exact", match != "NotOlderThan" {
                throw invalid(
                    "ListOptions", "resourceVersionMatch", match, supported: ["Exact", "NotOlderThan"])
            }
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
        let match = self["resourceVersionMatch"]
        if names("sendInitialEvents") {
            guard match == "NotOlderThan" else {
                throw Self.forbiddenMatch(
                    "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")
            }
            if names("continue") {
                throw Self.forbiddenMatch("resourceVersionMatch is forbidden when continue is provided")
            }
        } else if match != nil {
            throw Self.forbiddenMatch(
                "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided")
        }
        return WatchOptions(
            labelSelector: self["labelSelector"] ?? "", fieldSelector: self["fieldSelector"] ?? "",
            resourceVersion: self["resourceVersion"], allowBookmarks: flag("allowWatchBookmarks"),
            sendInitialEvents: flag("sendInitialEvents"))
    }

    /// The parameters of a write; without `fieldManager` the client's own name counts.
    ///
    /// - Parameter isApply: whether the write is a server-side apply, which must name its manager and alone may
    ///   be forced.
    func writeOptions(
        _ kind: String = "CreateOptions", userAgent: String?, isApply: Bool = false
    ) throws(StatusError) -> WriteOptions {
        var causes: [StatusError.Cause] = []
        if isApply, self["fieldManager"] == nil {
            causes.append(.required("fieldManager", "is required for apply patch"))
        }
        if !isApply, kind == "PatchOptions", names("force") {
            causes.append(.forbidden("force", "may not be specified for non-apply patch"))
        }
        causes += self["fieldManager"].map(FieldManagerName.causes) ?? []
        if !causes.isEmpty {
            throw .invalid(GroupVersionKind(group: "meta.k8s.io", version: "v1", kind: kind), "", causes)
        }
        var options = WriteOptions(
            fieldManager: self["fieldManager"] ?? FieldManagerName.name(ofUserAgent: userAgent),
            dryRun: try dryRun(of: kind), force: flag("force"))
        if let text = self["fieldValidation"] {
            guard let validation = WriteOptions.FieldValidation(rawValue: text) else {
                throw invalid(
                    kind, "fieldValidation", text, supported: ["", "Ignore", "Strict", "Warn"])
            }
            options.fieldValidation = validation
        }
        return options
    }

    /// True for `dryRun=All`, the only value there is.
    ///
    /// - Parameter kind: whose options the parameter is among, for the refusal.
    func dryRun(of kind: String = "CreateOptions") throws(StatusError) -> Bool {
        guard let text = self["dryRun"] else { return false }
        guard text == "All" else { throw Self.unsupportedDryRun(text, kind) }
        return true
    }

    /// 422 for a `dryRun` of another value, which Go shows as the list it is.
    static func unsupportedDryRun(_ text: String, _ kind: String) -> StatusError {
        let message = "Unsupported value: []string{\"\(text)\"}: supported values: \"All\""
        return .invalid(
            GroupVersionKind(group: "meta.k8s.io", version: "v1", kind: kind), "",
            [.init(reason: "FieldValueNotSupported", message: message, field: "dryRun")])
    }

    private static func forbiddenMatch(_ why: String) -> StatusError {
        forbidden("resourceVersionMatch", why)
    }

    private static func forbidden(_ field: String, _ why: String) -> StatusError {
        StatusError.invalid(
            GroupVersionKind(group: "meta.k8s.io", version: "v1", kind: "ListOptions"), "",
            [.forbidden(field, why)])
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
