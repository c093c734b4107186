/// The result of one definition (OVAL 5.11, `oval-res:DefinitionType`).
public struct DefinitionOutcome: Sendable, Equatable {
    /// The definition's id.
    public var id: String
    /// The definition's version.
    public var version: Int
    /// What a true result means; nil when a document does not say.
    public var definitionClass: Definition.Class?
    /// The verdict.
    public var verdict: Verdict
    /// What there is to say about it.
    public var messages: [String] = []
    /// The results of the nodes; nil for a definition without criteria and in thin results.
    public var criteria: CriteriaOutcome?
}

/// The result of a group of nodes (OVAL 5.11, `oval-res:CriteriaType`).
public struct CriteriaOutcome: Sendable, Equatable {
    /// How the nodes' results combine.
    public var combination: Operator
    /// Whether the combined result is turned around.
    public var negate: Bool
    /// Whether the group decides that the definition applies to a host at all.
    public var applicabilityCheck: Bool
    /// The verdict, after it was turned around.
    public var verdict: Verdict
    /// The nodes, in the document's order.
    public var nodes: [CriterionOutcome]
}

/// The result of one node of a definition's tree.
public indirect enum CriterionOutcome: Sendable, Equatable {
    /// A test or another definition that decides a node.
    public struct Reference: Sendable, Equatable {
        /// Its id.
        public var id: String
        /// Its version.
        public var version: Int
        /// Whether its result is turned around.
        public var negate: Bool
        /// Whether it decides that the definition applies to a host at all.
        public var applicabilityCheck: Bool
        /// The verdict, after it was turned around.
        public var verdict: Verdict
    }

    /// A group.
    case criteria(CriteriaOutcome)
    /// A test (`oval-res:CriterionType`).
    case test(Reference)
    /// Another definition (`oval-res:ExtendDefinitionType`).
    case definition(Reference)

    /// The verdict, after it was turned around.
    public var verdict: Verdict {
        switch self {
        case .criteria(let criteria): criteria.verdict
        case .test(let reference), .definition(let reference): reference.verdict
        }
    }
}
