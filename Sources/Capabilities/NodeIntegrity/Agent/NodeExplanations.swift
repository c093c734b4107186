import Bytes
import ChangeExplanation
import FileIntegrity
import Host
import Ownership

/// Who is answerable for each change of a node: the packages that it had when its database was made, and has now.
struct NodeExplanations: Sendable {
    /// Each change with its explanation, as the ConfigMap's key `explanations` holds them.
    let json: JSON
    /// How many changes nobody is answerable for.
    let unexplained: Int

    /// Explains the changes that a report lists.
    ///
    /// - Parameters:
    ///   - outcome: what the engine found, with the node's own paths.
    ///   - inventory: the packages at the time of the database; nil when they are not known, so that no update is
    ///     believed.
    /// - Throws: ``Ownership/OwnershipError`` when a package manager's records cannot be read.
    init(_ outcome: IntegrityOutcome, listed: [ListedDifference], host: Host, inventory: PackageInventory?)
        throws
    {
        let explainer = try ChangeExplainer(host: host, inventory: inventory)
        let explanations = Dictionary(
            zip(outcome.differences.map(\.path), explainer.explanations(of: outcome.differences))
        ) { first, _ in first }
        var unexplained = 0
        json = .array(
            listed.map { listed in
                // What is shown has the prefix, what is explained and approved is the node's own change.
                let own = NodeFindings.own(listed.difference)
                let explanation = explanations[own.path] ?? .unexplained([])
                if !explanation.isExplained { unexplained += 1 }
                var json: JSON = [
                    "path": .string(String(decoding: PlainText.escaped(listed.path), as: UTF8.self)),
                    "kind": .string(own.kind.rawValue),
                    "digest": .string("\(Approval.finding(own.digest))"),
                    "explained": .bool(explanation.isExplained),
                ]
                switch explanation {
                case .explained(let source, let how, let evidence):
                    json["by"] = .string(source)
                    json["how"] = .string(how.rawValue)
                    json["evidence"] = .string(evidence)
                case .unexplained(let reasons): json["reasons"] = .array(reasons.map(JSON.string))
                }
                return json
            })
        self.unexplained = unexplained
    }
}
