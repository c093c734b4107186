import Bytes

/// What the operations of one JSON patch may still make out of a document.
///
/// A few hundred copies of a document into itself would double its size or its depth each time, and end the
/// process for want of memory or of stack.
struct JSONPatchBudget {
    /// As many bytes may be copied as a request body may hold, as in kube-apiserver.
    static let copyLimit = 3 << 20
    private var copied = 0

    /// Takes note of a value that is put at a place.
    ///
    /// - Throws: when the document would become deeper than a JSON text may be.
    func admit(_ value: JSON, at path: JSONPointer, _ text: String) throws(JSONPatchError) {
        guard path.tokens.count + value.depth <= JSONDocument.depthLimit else {
            throw JSONPatchError(
                "\(text): the document would be nested deeper than \(JSONDocument.depthLimit)")
        }
    }

    /// Takes note of a value that is in the document already and is put at a further or a deeper place.
    ///
    /// - Throws: when all that was copied is too much, or as ``admit(_:at:_:)``.
    mutating func admit(copied value: JSON, at path: JSONPointer, _ text: String) throws(JSONPatchError) {
        copied += value.bytes.count
        guard copied <= Self.copyLimit else {
            throw JSONPatchError(
                "Unable to complete the copy, the accumulated size increase of copy is \(copied), "
                    + "exceeding the limit \(Self.copyLimit)")
        }
        try admit(value, at: path, text)
    }
}

extension JSON {
    /// How many arrays and objects are open around the innermost value; 0 for a scalar.
    fileprivate var depth: Int {
        switch self {
        case .array(let elements): 1 + (elements.lazy.map(\.depth).max() ?? 0)
        case .object(let members): 1 + (members.lazy.map(\.value.depth).max() ?? 0)
        default: 0
        }
    }
}
