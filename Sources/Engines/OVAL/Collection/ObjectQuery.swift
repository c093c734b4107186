/// What a probe is asked: an OVAL object whose variables are resolved and whose patterns are compiled.
public struct ObjectQuery: Sendable, Hashable {
    /// The object's id, for messages.
    public let id: String
    /// The schema family, the last part of the element's namespace: `unix`, `linux`, `independent`.
    public let family: String
    /// The element's name, such as `file_object`.
    public let element: String
    /// The entities by name; one that the object leaves out is absent.
    public let entities: [String: EntityQuery]
    /// The attributes of `behaviors`; only those written in the object.
    public let behaviors: [String: String]
    /// The object's filters; an item that they refuse must not be returned.
    public let filter: ItemFilter
    /// The fields that states, filters and variables read from this object's items, or nil for all.
    ///
    /// A probe may leave other fields out, but always gives those that tell the item apart (a file's
    /// `filepath`, `path`, `filename`), because evidence shows them.
    public let neededFields: Set<FieldName>?

    /// A query.
    public init(
        id: String, family: String, element: String, entities: [String: EntityQuery],
        behaviors: [String: String] = [:], filter: ItemFilter = .none, neededFields: Set<FieldName>? = nil
    ) {
        self.id = id
        self.family = family
        self.element = element
        self.entities = entities
        self.behaviors = behaviors
        self.filter = filter
        self.neededFields = neededFields
    }

    /// The entity with a name, or nil.
    public subscript(_ name: String) -> EntityQuery? { entities[name] }

    /// Whether someone reads the field.
    public func needs(_ field: FieldName) -> Bool { neededFields?.contains(field) ?? true }
}

/// The filters of an object, in order (OVAL 5.11, `oval-def:filter`).
public struct ItemFilter: Sendable, Hashable {
    /// Accepts everything.
    public static let none = ItemFilter(steps: [])

    /// One filter: a state and what to do with the items that match it.
    struct Step: Sendable, Hashable {
        let excludes: Bool
        let state: StateMatcher
    }

    let steps: [Step]

    /// Whether there is nothing to ask.
    public var isEmpty: Bool { steps.isEmpty }

    /// The fields that the filters read.
    public var fields: Set<FieldName> { steps.reduce(into: []) { $0.formUnion($1.state.fields) } }

    /// Whether the filters keep an item.
    ///
    /// A filter acts only on a state that is decided: an item on which it cannot be decided stays, whatever the
    /// action (as oscap does). A state entity that the item does not have makes the state false here, where in
    /// a test it makes it unknown.
    public func accepts(_ item: some ItemFields) -> Bool {
        for step in steps {
            switch step.state.verdict(on: item, absent: .false) {
            case .true where step.excludes: return false
            case .false where !step.excludes: return false
            default: continue
            }
        }
        return true
    }
}
