import Bytes
import Testing

@testable import Kubernetes

/// An object of one type and who owns what of it.
struct OwnedObject {
    static let schema = StructuralSchema([
        "type": "object",
        "properties": [
            "spec": [
                "type": "object",
                "properties": [
                    "color": ["type": "string"], "size": ["type": "integer"],
                    "free": ["type": "object", "x-kubernetes-preserve-unknown-fields": true],
                    "labels": ["type": "object", "additionalProperties": ["type": "string"]],
                    "whole": [
                        "type": "object", "x-kubernetes-map-type": "atomic",
                        "additionalProperties": ["type": "string"],
                    ],
                    "plain": ["type": "array", "items": ["type": "string"]],
                    "names": [
                        "type": "array", "items": ["type": "string"], "x-kubernetes-list-type": "set",
                    ],
                    "ports": [
                        "type": "array", "x-kubernetes-list-type": "map",
                        "x-kubernetes-list-map-keys": ["port", "protocol"],
                        "items": [
                            "type": "object",
                            "properties": [
                                "port": ["type": "integer"],
                                "protocol": ["type": "string", "default": "TCP"],
                                "name": ["type": "string"],
                            ],
                        ],
                    ],
                ],
            ],
            "status": ["type": "object", "x-kubernetes-preserve-unknown-fields": true],
        ],
    ])

    var object: JSON?
    var managed = ManagedFields()
    var time = 0
    var scope = OwnershipScope.without("status")
    var subresource = ""

    var manager: FieldManager {
        FieldManager(
            schema: Self.schema, apiVersion: "x.example/v1", kind: "Thing", scope: scope,
            subresource: subresource)
    }

    /// A thing with a spec.
    static func thing(_ spec: String) throws -> JSON {
        [
            "apiVersion": "x.example/v1", "kind": "Thing", "metadata": ["name": "t"],
            "spec": try JSON(parsing: spec),
        ]
    }

    private mutating func tick() -> String {
        time += 1
        return Timestamp(seconds: Int64(time)).text
    }

    mutating func apply(_ spec: String, by name: String, force: Bool = false) throws {
        let applied = try manager.apply(
            try Self.thing(spec), to: object, managed: managed, by: name, force: force, at: tick())
        object = applied.object
        managed = applied.managed
    }

    mutating func update(_ spec: String, by name: String) throws {
        let new = try Self.thing(spec)
        managed = manager.update(
            live: object ?? manager.blank, to: new, isCreation: object == nil, managed: managed, by: name,
            at: tick())
        object = new
    }

    /// The spec's text.
    var spec: String { object?["spec"]?.text ?? "" }

    /// What a manager owns below `spec`, in fieldsV1.
    func owned(by name: String, _ operation: ManagedFields.Operation = .apply) -> String? {
        let entry = managed.entries.first { $0.key.name == name && $0.key.operation == operation }
        return entry.map { $0.value.fields.fieldsV1["f:spec"]?.text ?? "" }
    }
}
