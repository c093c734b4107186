public import Bytes

/// The `meta.k8s.io/v1` Table that kubectl asks for: cells made by the server.
public struct Table: Sendable {
    /// What each row carries beside its cells, `includeObject` of the query.
    public enum RowObject: String, Sendable {
        /// Nothing.
        case none = "None"
        /// The metadata, as PartialObjectMetadata: the default.
        case metadata = "Metadata"
        /// The whole object; `kubectl get --sort-by` needs it.
        case object = "Object"
    }

    /// The type whose columns are shown.
    public var definition: ResourceDefinition
    /// What each row carries.
    public var rowObject: RowObject
    /// The moment that ages are counted to.
    public var now: Timestamp

    /// Prepares tables of a type.
    public init(_ definition: ResourceDefinition, rowObject: RowObject = .metadata, now: Timestamp) {
        self.definition = definition
        self.rowObject = rowObject
        self.now = now
    }

    /// `columnDefinitions`.
    public var columns: JSON {
        .array(
            definition.columns.map { column in
                [
                    "name": .string(column.name), "type": .string(column.type),
                    "format": .string(column.format),
                    "description": .string(column.description), "priority": .int(Int64(column.priority)),
                ]
            })
    }

    /// One of `rows`.
    public func row(_ object: Object) -> JSON {
        var row: JSON = ["cells": .array(definition.columns.map { $0.cell(of: object, now: now) })]
        switch rowObject {
        case .none: break
        case .object: row["object"] = object.json
        case .metadata: row["object"] = Self.partialMetadata(object)
        }
        return row
    }

    /// A table of objects with the list's own metadata.
    ///
    /// - Parameter withColumns: false for the second and later events of a watch, which leave the columns out.
    public func json(
        _ objects: [Object], resourceVersion: String, continue token: String? = nil,
        remainingItemCount: Int? = nil,
        withColumns: Bool = true
    ) -> JSON {
        var metadata: JSON = ["resourceVersion": .string(resourceVersion)]
        if let token, !token.isEmpty { metadata["continue"] = .string(token) }
        if let remainingItemCount { metadata["remainingItemCount"] = .int(Int64(remainingItemCount)) }
        return [
            "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": metadata,
            "columnDefinitions": withColumns ? columns : [], "rows": .array(objects.map(row)),
        ]
    }

    /// The one-row table that a watch event carries.
    public func json(event object: Object, withColumns: Bool) -> JSON {
        json([object], resourceVersion: object.resourceVersion, withColumns: withColumns)
    }

    /// An object's metadata alone, as `as=PartialObjectMetadata` answers it.
    public static func partialMetadata(_ object: Object) -> JSON {
        [
            "kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1",
            "metadata": object.json["metadata"] ?? [:],
        ]
    }
}
