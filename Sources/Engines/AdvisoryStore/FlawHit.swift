/// One flaw that a version of a package has, as numbers of its segment: texts are made when somebody reads them.
public struct FlawHit: Sendable, Hashable {
    /// The flaw.
    public var flaw: UInt32
    /// The statement that says it, of several the first.
    public var statement: UInt32
    /// The statement whose end mends it: the least version after which no statement about the flaw speaks of the
    /// package; nil when there is none.
    public var fix: UInt32?
    /// What is said.
    public var verdict: Verdict
}

/// What a package is besides its name and version, where statements demand it.
public struct PackageTraits: Sendable, Hashable {
    /// The architecture as the package manager names it; nil when not known or of no matter.
    public var architecture: String?
    /// The module stream, `name:stream`; nil for none.
    public var module: String?

    /// Says what a package is.
    public init(architecture: String? = nil, module: String? = nil) {
        self.architecture = architecture
        self.module = module
    }
}
