/// All software that was found on a machine or in an image.
public struct Inventory: Sendable, Hashable {
    /// The system; nil when nothing names one.
    public var distribution: Distribution?
    /// The packages, each once, sorted by type, namespace, name, version and architecture.
    public var packages: [Package] = []
    /// What could not be read, so that the list may lack something; empty when it is whole.
    public var problems: [InventoryProblem] = []

    /// Nothing found so far.
    public init() {}

    /// Whether something could not be read.
    public var isIncomplete: Bool { !problems.isEmpty }
}
