import XCCDF

extension Content {
    /// The tailoring of the data stream that has an id or whose component-ref has it.
    ///
    /// - Throws: ``SCAPError/noTailoring(file:id:candidates:)``, which lists what there is.
    public func tailoring(_ id: String) throws(SCAPError) -> Tailoring {
        if let found = tailorings.first(where: { $0.reference == id || $0.tailoring.id == id }) {
            return found.tailoring
        }
        throw .noTailoring(file: path, id: id, candidates: tailorings.map(\.reference))
    }
}
