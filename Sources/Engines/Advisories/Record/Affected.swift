/// What an advisory says of one package in one release of one ecosystem.
public struct Affected: Sendable, Hashable {
    /// What the name names.
    public enum Role: String, Sendable, CaseIterable {
        /// A source package: whatever was built from it is meant (Debian, Ubuntu, Alpine).
        case source
        /// A package as it is installed (RPM).
        case binary
        /// A library or program of a language's or product's own ecosystem.
        case component
    }

    /// Where the package is from.
    public var ecosystem: Ecosystem
    /// The package's name as the ecosystem's own tools write it.
    public var name: String
    /// What the name names.
    public var role: Role
    /// The module stream that the package has to be of; nil when it is of none.
    public var module: ModuleStream?
    /// The architectures that are meant, as the package manager names them; empty for all.
    public var architectures: [String] = []
    /// Whether versions are compared as the ecosystem does or as semantic versions.
    public var numbering: Numbering = .ecosystem
    /// What the source says of the package.
    public var state: VendorState
    /// How grave the flaw is in this package, in the source's own word; nil when it does not differ from the
    /// advisory's.
    public var severity: String?
    /// Scores that hold for this package only.
    public var scores: [Score] = []

    /// Says something of a package.
    public init(ecosystem: Ecosystem, name: String, role: Role, state: VendorState) {
        self.ecosystem = ecosystem
        self.name = name
        self.role = role
        self.state = state
    }
}

/// How the versions of an ``Affected`` are compared.
public enum Numbering: String, Sendable {
    /// By the rules of the ecosystem.
    case ecosystem = "ECOSYSTEM"
    /// As semantic versions 2.0, whatever the ecosystem.
    case semantic = "SEMVER"
}

/// A module stream of RPM packages, such as `nodejs:18`.
public struct ModuleStream: Sendable, Hashable, CustomStringConvertible {
    /// The module's name.
    public var name: String
    /// The stream.
    public var stream: String

    /// Names a stream.
    public init(name: String, stream: String) {
        self.name = name
        self.stream = stream
    }

    /// Reads `name:stream`, and leaves out the version, context and architecture that may follow.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        self.init(name: String(parts[0]), stream: String(parts[1]))
    }

    /// `name:stream`.
    public var description: String { "\(name):\(stream)" }
}
