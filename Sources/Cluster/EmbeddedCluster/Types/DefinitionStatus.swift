import Bytes
import Kubernetes

/// The status of a CustomResourceDefinition: whether its names are free and it is served.
struct DefinitionStatus {
    let json: JSON

    /// - Parameters:
    ///   - others: the resources of the same group that other definitions or the server itself declare.
    ///   - previous: the status so far; conditions that do not change keep their time.
    init(_ definition: CustomResourceDefinition, others: [ResourceType], previous: JSON?, at time: String) {
        let conflict = Self.conflict(definition.names, others)
        let wasEstablished = Self.state(of: "Established", in: previous) == "True"
        var conditions: [JSON] = []
        func add(_ type: String, _ isTrue: Bool, _ reason: String, _ message: String) {
            let status = isTrue ? "True" : "False"
            let known = Self.condition(type, in: previous)
            let since = known?["status"]?.string == status ? known?["lastTransitionTime"]?.string : nil
            conditions.append([
                "type": .string(type), "status": .string(status), "reason": .string(reason),
                "message": .string(message), "lastTransitionTime": .string(since ?? time),
            ])
        }
        if let conflict {
            add("NamesAccepted", false, conflict.reason, conflict.message)
        } else {
            add("NamesAccepted", true, "NoConflicts", "no conflicts found")
        }
        // Once established a definition stays so, also when a later change of its names is not accepted.
        if conflict == nil || wasEstablished {
            add("Established", true, "InitialNamesAccepted", "the initial names have been accepted")
        } else {
            add("Established", false, "NotAccepted", "not all names are accepted")
        }
        if definition.object.deletionTimestamp != nil {
            add("Terminating", true, "InstanceDeletionInProgress", "CustomResource deletion is in progress")
        }
        var versions = previous?["storedVersions"]?.array ?? []
        if let storage = definition.storageVersion, !versions.contains(.string(storage)) {
            versions.append(.string(storage))
        }
        json = [
            "acceptedNames": conflict == nil ? definition.names.json : previous?["acceptedNames"] ?? [:],
            "conditions": .array(conditions), "storedVersions": .array(versions),
        ]
    }

    /// Whether a stored definition is served.
    static func isEstablished(_ object: Object) -> Bool {
        state(of: "Established", in: object["status"]) == "True"
    }

    private static func state(of type: String, in status: JSON?) -> String? {
        condition(type, in: status)?["status"]?.string
    }

    private static func condition(_ type: String, in status: JSON?) -> JSON? {
        status?["conditions"]?.array?.first { $0["type"]?.string == type }
    }

    /// Of several conflicts the last in this order is told, as kube-apiserver does.
    private static func conflict(
        _ names: CustomResourceDefinition.Names, _ others: [ResourceType]
    ) -> (reason: String, message: String)? {
        let names: [(reason: String, wanted: [String], taken: [String])] = [
            ("PluralConflict", [names.plural], resourceNames(others)),
            ("SingularConflict", [names.singular], resourceNames(others)),
            ("ShortNamesConflict", names.shortNames, resourceNames(others)),
            ("KindConflict", [names.kind], others.flatMap { [$0.kind.kind, "\($0.kind.kind)List"] }),
            ("ListKindConflict", [names.listKind], others.flatMap { [$0.kind.kind, "\($0.kind.kind)List"] }),
        ]
        for (reason, wanted, taken) in names.reversed() {
            if let name = wanted.first(where: taken.contains) {
                return (reason, "\"\(name)\" is already in use")
            }
        }
        return nil
    }

    private static func resourceNames(_ types: [ResourceType]) -> [String] {
        types.flatMap { [$0.plural, $0.singular] + $0.shortNames }
    }
}
