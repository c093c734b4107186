/// Something that could not be read when software was listed.
public struct InventoryProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was being read, as ``Package/Location/path`` names it.
    public var path: String
    /// One clause that says what is wrong.
    public var reason: String

    /// Says what is wrong where.
    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    /// The place and the reason.
    public var description: String { "\(path): \(reason)" }
}
