public import PackageURLs

/// What somebody says of a flaw in products: a statement of a VEX document.
public struct Statement: Sendable, Hashable {
    /// Whether the products have the flaw.
    public enum Status: Sendable, Hashable {
        /// They do not, and why.
        case notAffected(Justification?)
        /// They do.
        case affected
        /// They did, and this version does not.
        case fixed
        /// It is not known yet.
        case underInvestigation
    }

    /// The flaw's identifier, and its other names.
    public var vulnerability: String
    /// The flaw's other names.
    public var aliases: [String]
    /// What the statement is of; never empty.
    public var products: [Product]
    /// Whether the products have the flaw.
    public var status: Status
    /// What the author says besides: why, or what to do.
    public var note: String?
    /// Who says it.
    public var author: String?
    /// When it was said; of two statements the later counts.
    public var said: Timestamp?

    /// What a statement is of.
    public struct Product: Sendable, Hashable {
        /// The product as the document names it.
        public var identifier: String
        /// Its package URL; nil for products that have none.
        public var package: PackageURL?
        /// The parts of the product that are meant; empty when it is the product itself.
        public var components: [PackageURL]

        /// Names a product.
        public init(identifier: String, package: PackageURL?, components: [PackageURL] = []) {
            self.identifier = identifier
            self.package = package
            self.components = components
        }
    }

    /// Makes a statement.
    public init(
        vulnerability: String, aliases: [String] = [], products: [Product], status: Status,
        note: String? = nil,
        author: String? = nil, said: Timestamp? = nil
    ) {
        self.vulnerability = vulnerability
        self.aliases = aliases
        self.products = products
        self.status = status
        self.note = note
        self.author = author
        self.said = said
    }
}

extension PackageURL {
    /// Whether another package is one that this one means: what this one leaves open may be anything.
    public func covers(_ other: PackageURL) -> Bool {
        type == other.type && name == other.name && namespace == other.namespace
            && (version == nil || version == other.version)
            && qualifiers.allSatisfy { other.qualifiers[$0.key] == $0.value }
            && (subpath == nil || subpath == other.subpath)
    }
}
