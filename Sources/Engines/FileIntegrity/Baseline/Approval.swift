import Bytes

/// One change that somebody looked at and wants in the baseline.
///
/// There is no word for all of them.
public enum Approval: Sendable, Equatable, CustomStringConvertible {
    /// The change of one file, by its whole path.
    case path(String)
    /// One change by its digest (``Difference/digest``): the file's very state as it was reported.
    case finding([UInt8])

    private static let findingPrefix = "sha256:"

    /// Reads a person's word: an absolute path, or `sha256:` and 64 digits.
    ///
    /// - Throws: ``BaselineError`` for anything else.
    public init(_ text: String) throws(BaselineError) {
        if text.hasPrefix(Self.findingPrefix) {
            guard let digest = Hex.decode(text.dropFirst(Self.findingPrefix.count)),
                digest.count == MerkleLeaves.width
            else { throw BaselineError(text, "is no digest of a finding", reason: .refused) }
            self = .finding(digest)
            return
        }
        guard text.hasPrefix("/") else {
            throw BaselineError(
                text, "is neither an absolute path nor sha256: with the digest of a finding", reason: .refused
            )
        }
        self = .path(text)
    }

    /// The word.
    public var description: String {
        switch self {
        case .path(let path): path
        case .finding(let digest): Self.findingPrefix + Hex.encode(digest)
        }
    }

    private func matches(_ difference: Difference) -> Bool {
        switch self {
        case .path(let path): difference.path.elementsEqual(path.utf8)
        case .finding(let digest): difference.digest == digest
        }
    }

    /// The differences that some approvals name, each once and in the order of paths.
    ///
    /// - Throws: ``BaselineError`` for an approval that matches nothing, a pattern for one.
    public static func select(
        _ approvals: [Approval], from differences: [Difference]
    ) throws(BaselineError) -> [Difference] {
        guard !approvals.isEmpty else {
            throw BaselineError("approve", "no change is named", reason: .refused)
        }
        var chosen: Set<Int> = []
        for approval in approvals {
            guard let index = differences.firstIndex(where: approval.matches) else {
                throw BaselineError("\(approval)", approval.refusal, reason: .refused)
            }
            chosen.insert(index)
        }
        return chosen.sorted().map { differences[$0] }
    }

    private var refusal: String {
        if case .path(let path) = self, path.contains(where: { "*?[".contains($0) }) {
            return "is a pattern; changes are approved one by one, by their whole path"
        }
        return "is no change that was found"
    }
}
