/// A platform that is defined by logic over facts (CPE Applicability Language 2.3, NISTIR 7698, 5).
public indirect enum LogicalTest: Sendable, Hashable {
    /// The parts joined by AND or OR, and the answer exchanged when `negate` is set.
    case test(CheckOperator, negate: Bool, [LogicalTest])
    /// A CPE name that must describe the machine.
    case fact(name: String)
    /// A check that must hold on the machine.
    case check(CheckFact)
}

/// A check of a checking system that answers whether a platform is present.
public struct CheckFact: Sendable, Hashable {
    /// The checking system's URI.
    public var system: String
    /// The file as the content calls it.
    public var href: String
    /// The check's id in it.
    public var id: String

    /// Makes a reference to a check.
    public init(system: String, href: String, id: String) {
        self.system = system
        self.href = href
        self.id = id
    }
}
