/// What a field of one of Kubernetes' Go types holds.
struct GoType: Sendable {
    /// The form of a value in JSON and in protobuf.
    indirect enum Shape: Sendable {
        case string, bool, int32, int64, float64
        /// Bytes: base64 in JSON.
        case bytes
        /// RFC 3339 in JSON, seconds and nanoseconds in protobuf; `microTime` with six digits of fraction.
        case time, microTime
        /// An amount such as `100m`.
        case quantity
        /// A number or a text.
        case intOrString
        /// An object of any kind.
        case rawExtension
        /// Any JSON value.
        case json
        /// The field set of a manager.
        case fieldsV1
        /// A schema or a truth value, or a list of schemas, or a list of texts (apiextensions.k8s.io/v1).
        case schemaOrBool, schemaOrArray, schemaOrTexts
        /// A list of strings that has a protobuf message of its own.
        case wrappedTexts
        case list(GoType)
        case map(GoType)
        /// Another type of ``GoTypes``, by name.
        case structure(String)
    }

    /// The form of its values.
    var shape: Shape
    /// True when absence and zero are two things.
    var isPointer = false
    /// The type as Go prints it, such as `v1.PullPolicy`; error messages name it.
    var printed: String

    /// Whether nothing is written for the absent value: pointers, lists and maps.
    var isNilable: Bool {
        if isPointer { return true }
        switch shape {
        case .list, .map, .bytes, .wrappedTexts: return true
        default: return false
        }
    }
}

/// One field of a Go structure.
struct GoField: Sendable {
    /// How server-side apply sees a list.
    enum ListType: Sendable, Equatable {
        case atomic, set
        case map(keys: [String])
    }

    /// How strategic merge patches treat a list.
    enum PatchMerge: Sendable, Equatable {
        case byKey(String)
        case asSet
    }

    /// The name in JSON; `-` when the members of its structure stand in place of it.
    var name: String
    var type: GoType
    /// The field's number in protobuf.
    var number: Int
    /// Written even when it is zero: Go's tag has no `omitempty`.
    var isAlwaysWritten = false
    /// Listed as required in the published schema.
    var isRequired = false
    var listType: ListType?
    /// A map or structure that server-side apply replaces whole.
    var isAtomic = false
    var patchMerge: PatchMerge?
    /// Strategic merge patches name the members that stay.
    var retainsKeys = false
    /// The default of a key of a list map.
    var keyDefault: String?

    /// True when the members of its structure stand in place of it in JSON.
    var isInline: Bool { name == "-" }
}

/// One of Kubernetes' Go structures.
final class GoStruct: Sendable {
    /// The name in the table, such as `core/v1.Container`.
    let name: String
    /// True when `apiVersion` and `kind` stand in it.
    let isKind: Bool
    /// Replaced whole by server-side apply.
    let isAtomic: Bool
    /// The fields in their order in Go.
    let fields: [GoField]
    /// The fields that protobuf has, in the order of its messages.
    let fieldsByNumber: [GoField]
    /// The members in JSON: inlined structures are resolved.
    let members: [String: GoField]

    init(name: String, isKind: Bool, isAtomic: Bool, fields: [GoField], members: [String: GoField]) {
        self.name = name
        self.isKind = isKind
        self.isAtomic = isAtomic
        self.fields = fields
        fieldsByNumber = fields.filter { $0.number > 0 }.sorted { $0.number < $1.number }
        self.members = members
    }

    /// The name without its package.
    var shortName: String { name.split(separator: ".").last.map(String.init) ?? name }
    /// The type as Go prints it.
    var printed: String { GoTypes.printed(name) }
}
