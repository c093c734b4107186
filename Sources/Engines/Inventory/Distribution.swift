/// Which system a machine or an image runs, as its `os-release(5)` says.
public struct Distribution: Sendable, Hashable {
    /// The field `ID`, such as `debian`.
    public var id: String
    /// The field `VERSION_ID`, such as `12`; empty for a rolling release.
    public var version: String
    /// The field `ID_LIKE`.
    public var like: [String] = []
    /// The field `VERSION_CODENAME`.
    public var codename: String?
    /// The field `PRETTY_NAME`.
    public var title: String?
    /// The field `VARIANT_ID`, such as `coreos`.
    public var variant: String?
    /// The field `CPE_NAME`.
    public var cpe: String?

    /// A system of which no more than its name and release is known.
    public init(id: String, version: String) {
        self.id = id
        self.version = version
    }
}
