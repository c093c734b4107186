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
                let explanation =
                    explanations[NodeFindings.own(listed.difference).path] ?? .unexplained([])
                if !explanation.isExplained { unexplained += 1 }
                var json = Self.entry(listed)
                json["explained"] = .bool(explanation.isExplained)
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

    /// Takes over what was said of changes that still are the same; nobody has been asked of the others yet.
    ///
    /// - Parameter earlier: what was said; nil for nothing.
    init(carrying earlier: NodeExplanations?, to listed: [ListedDifference]) {
        let known = Dictionary(
            (earlier?.json.array ?? []).map { (Self.key($0), $0) }, uniquingKeysWith: { first, _ in first })
        let entries = listed.map { listed in
            var entry = Self.entry(listed)
            if let known = known[Self.key(entry)] { return known }
            entry["explained"] = .bool(false)
            entry["reasons"] = .array([.string(Self.pending)])
            return entry
        }
        json = .array(entries)
        unexplained = entries.count { $0["explained"]?.bool != true }
    }

    /// Whether nobody has been asked of some change yet.
    var isPending: Bool {
        (json.array ?? []).contains { $0["reasons"]?.array?.first?.string == Self.pending }
    }

    private static let pending = "nobody has been asked yet"

    /// A change with what names it; what is explained and approved is the node's own one, not the shown one.
    private static func entry(_ listed: ListedDifference) -> JSON {
        let own = NodeFindings.own(listed.difference)
        return [
            "path": .string(String(decoding: PlainText.escaped(listed.path), as: UTF8.self)),
            "kind": .string(own.kind.rawValue), "digest": .string("\(Approval.finding(own.digest))"),
        ]
    }

    /// Stands for a change of a file.
    private static func key(_ entry: JSON) -> [String] {
        [entry["path"]?.string ?? "", entry["digest"]?.string ?? ""]
    }
}
