public import Digests
public import FileIntegrity
public import Host
public import Ownership

/// Tells the changes of an update from those that nobody is answerable for.
///
/// ```swift
/// let explainer = try ChangeExplainer(host: host, inventory: inventory)
/// for (change, why) in zip(changes, explainer.explanations(of: changes)) where !why.isExplained { … }
/// ```
///
/// A change is explained only when one source accounts for every attribute that differs; two halves make no whole.
/// Times, inodes and block counts follow from being written anew, which the source has to have done. An explained
/// change is still a change: who shows it says by whom.
public final class ChangeExplainer {
    private let sources: [any OwnershipSource]
    private let contents: FileContents

    /// Asks the machine's own OSTree and package managers, and other sources.
    ///
    /// - Parameters:
    ///   - host: the machine whose files changed.
    ///   - inventory: the packages that it had at the baseline; without it no update is believed.
    ///   - others: images and configurations, which are asked first.
    /// - Throws: `OwnershipError` when a package manager's records cannot be read.
    public convenience init(
        host: Host, inventory: PackageInventory?, others: [any OwnershipSource] = []
    ) throws(OwnershipError) {
        var sources = others
        if let ostree = try OSTreeOwnership(host: host, inventory: inventory) { sources.append(ostree) }
        if let dpkg = try DpkgOwnership(host: host, inventory: inventory) { sources.append(dpkg) }
        if let rpm = try RPMOwnership(host: host, inventory: inventory) { sources.append(rpm) }
        self.init(host: host, sources: sources)
    }

    /// Asks some sources, the first first.
    public init(host: Host, sources: [any OwnershipSource]) {
        self.sources = sources
        contents = FileContents(host: host)
    }

    /// Whether one change is explained, without a look at the others.
    public func explanation(of difference: Difference) -> Explanation {
        prepare([difference])
        return explained(difference)
    }

    /// Whether each of a check's changes is explained, in their order.
    ///
    /// A directory whose times changed is explained by what changed in it, when all of that is.
    public func explanations(of differences: [Difference]) -> [Explanation] {
        prepare(differences)
        var explanations = differences.map { _ in Explanation.unexplained([]) }
        var children: [[UInt8]: [Int]] = [:]
        for index in differences.indices {
            children[Self.parent(of: differences[index].path), default: []].append(index)
        }
        // What is in a directory comes after it.
        for index in differences.indices.reversed() {
            let difference = differences[index]
            let below = difference.path == [UInt8(ascii: "/")] ? [] : children[difference.path] ?? []
            explanations[index] =
                FollowingChange(difference).map { change in
                    change.explained(by: below.map { (differences[$0], explanations[$0]) }) {
                        explained(difference)
                    }
                } ?? explained(difference)
        }
        return explanations
    }

    /// What an update put on the machine and somebody took away before it was looked at.
    ///
    /// Neither the baseline nor the machine has such a file, so that no change shows it.
    ///
    /// - Parameter covers: whether the rules take a path; the others do not count.
    public func absences(covers: (_ path: [UInt8]) -> Bool) -> [AbsentFile] {
        sources.flatMap { $0.absences() }.filter { covers($0.path) }
    }

    // MARK: One change

    private func prepare(_ differences: [Difference]) {
        var wanted: Set<DigestAlgorithm> = []
        for difference in differences {
            for digest in difference.new?.digests ?? [] {
                if let algorithm = digest.attribute.algorithm { wanted.insert(algorithm) }
            }
        }
        for source in sources { source.prepare(digests: wanted) }
    }

    private func explained(_ difference: Difference) -> Explanation {
        guard let new = difference.new else { return removed(difference) }
        var reasons: [String] = []
        for source in sources {
            for claim in source.claims(on: difference.path, linkTarget: new.linkTarget) {
                let found = ClaimCheck(difference, new, claim, contents).disagreements()
                if found.isEmpty {
                    return .explained(
                        by: claim.source, how: ClaimCheck.how(difference), evidence: claim.evidence)
                }
                for reason in found where !reasons.contains(reason) { reasons.append(reason) }
            }
        }
        return .unexplained(reasons.isEmpty ? ["no package, image or configuration has this file"] : reasons)
    }

    private func removed(_ difference: Difference) -> Explanation {
        var reasons: [String] = []
        for source in sources {
            for claim in source.removals(of: difference.path) {
                if claim.doubts.isEmpty {
                    return .explained(by: claim.source, how: .removal, evidence: claim.evidence)
                }
                reasons += claim.doubts
            }
        }
        return .unexplained(reasons.isEmpty ? ["nobody who had this file took it away"] : reasons)
    }

    private static func parent(of path: [UInt8]) -> [UInt8] { HostPath(bytes: path).split.directory.bytes }
}
