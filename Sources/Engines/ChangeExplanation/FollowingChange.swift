import FileIntegrity
import Host

/// A directory of which only that differs which follows from what changed in it.
struct FollowingChange {
    private static let following = AttributeSet(
        .accessTime, .changeTime, .modificationTime, .size, .linkCount, .blockCount)

    /// Nil when something else differs, or it is no directory.
    init?(_ difference: Difference) {
        guard let old = difference.old, let new = difference.new, old.kind == .directory,
            new.kind == .directory, difference.changed.isSubset(of: Self.following),
            old.attributes == new.attributes
        else { return nil }
    }

    /// The explanation: that of the changes inside, or else its own.
    func explained(
        by inside: [(difference: Difference, explanation: Explanation)], or own: () -> Explanation
    ) -> Explanation {
        for (difference, explanation) in inside where !explanation.isExplained {
            let path = String(decoding: PlainText.escaped(difference.path), as: UTF8.self)
            return .unexplained(["what changed in it is not explained: \(path)"])
        }
        for case (_, .explained(let source, _, let evidence)) in inside {
            return .explained(by: source, how: .metadata, evidence: evidence)
        }
        return own()
    }
}
