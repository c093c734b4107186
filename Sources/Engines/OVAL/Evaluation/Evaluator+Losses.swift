/// A part to which the document refers and which it does not have.
///
/// Reading refuses such a document. One that was laid flat is read part by part, so a part that is damaged there is
/// found out about when it is asked for.
struct Loss {
    /// What is said of it.
    let sentence: String
    /// The part and everything that depends on it.
    let reached: Set<Dependents.Part>
}

extension Evaluator {
    /// Remembers that a part is not there, so that nothing that depends on it is decided.
    ///
    /// - Returns: What is said of it.
    @discardableResult
    func lose(_ part: Dependents.Part) -> String {
        let (kind, id) =
            switch part {
            case .definition(let id): ("definition", id)
            case .test(let id): ("test", id)
            case .object(let id): ("object", id)
            case .state(let id): ("state", id)
            case .variable(let id): ("variable", id)
            }
        let sentence = "\(definitions.file): there is no \(kind) \"\(id)\""
        if !losses.contains(where: { $0.sentence == sentence }) {
            losses.append(Loss(sentence: sentence, reached: dependents.reached(from: [part])))
        }
        return sentence
    }

    /// What keeps a part from being decided: a part that it depends on and that was not there; nil for nothing.
    func loss(behind part: Dependents.Part) -> String? {
        losses.first { $0.reached.contains(part) }?.sentence
    }
}
