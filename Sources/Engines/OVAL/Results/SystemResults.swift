/// What evaluating a document's definitions on one machine came to (OVAL 5.11, `oval-res:SystemType`).
///
/// An ``Evaluator`` gives it after a scan, a results document or an ARF gives it back when it is read.
public struct SystemResults: Sendable, Equatable {
    /// The definitions that were evaluated, in the document's order.
    public var definitions: [DefinitionOutcome] = []
    /// The tests that were evaluated, in the document's order.
    public var tests: [TestOutcome] = []
    /// What was collected.
    public var characteristics = SystemCharacteristics()

    /// Results, none to begin with.
    public init() {}
}
