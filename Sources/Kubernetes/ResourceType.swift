/// A type of resource that an API server serves: its names in every grammar and where its objects live.
public struct ResourceType: Sendable, Hashable {
    /// Whether objects live in a namespace.
    public enum Scope: Sendable, Hashable {
        /// Objects have a namespace.
        case namespaced
        /// Objects belong to the whole cluster.
        case cluster
    }

    /// Group, version and kind of the objects.
    public var kind: GroupVersionKind
    /// The lower-case plural that paths use, such as `pods`.
    public var plural: String
    /// The lower-case singular, such as `pod`.
    public var singular: String
    /// Short names that people type, such as `po`.
    public var shortNames: [String]
    /// Groups of resources that this one belongs to, such as `all`.
    public var categories: [String]
    /// Where the objects live.
    public var scope: Scope
    /// Subresources that are served, such as `status` and `scale`.
    public var subresources: Set<String>

    /// Describes a type; the singular defaults to the lower-cased kind.
    public init(
        kind: GroupVersionKind, plural: String, singular: String? = nil, shortNames: [String] = [],
        categories: [String] = [], scope: Scope = .namespaced, subresources: Set<String> = []
    ) {
        self.kind = kind
        self.plural = plural
        self.singular = singular ?? kind.kind.lowercased()
        self.shortNames = shortNames
        self.categories = categories
        self.scope = scope
        self.subresources = subresources
    }

    /// The group; empty for the core group.
    public var group: String { kind.group }
    /// The version, such as `v1`.
    public var version: String { kind.version }
    /// `plural` or `plural.group`: the name that messages use.
    public var qualifiedName: String { group.isEmpty ? plural : "\(plural).\(group)" }
}
