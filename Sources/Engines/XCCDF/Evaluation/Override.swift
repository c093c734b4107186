/// A decision of a person that replaces an outcome, such as a waiver (XCCDF 1.2, 6.6.4.3).
public struct Override: Sendable, Equatable {
    /// When it was decided, in seconds since 1970.
    public var time: Int64
    /// Who decided.
    public var authority: String
    /// What the check said.
    public var oldOutcome: Outcome
    /// What counts instead.
    public var newOutcome: Outcome
    /// Why.
    public var remark: String

    /// Makes a decision.
    public init(
        time: Int64, authority: String, oldOutcome: Outcome, newOutcome: Outcome, remark: String
    ) {
        self.time = time
        self.authority = authority
        self.oldOutcome = oldOutcome
        self.newOutcome = newOutcome
        self.remark = remark
    }
}

/// The part of a machine that a result is about, such as one of its disks (XCCDF 1.2, 6.6.4.4).
public struct Instance: Sendable, Equatable {
    /// What kind of part it is; the standard's default is `undefined`.
    public var context: String
    /// The kind of part that holds it, or nil.
    public var parentContext: String?
    /// The part's name.
    public var name: String

    /// Names a part.
    public init(context: String = "undefined", parentContext: String? = nil, name: String) {
        self.context = context
        self.parentContext = parentContext
        self.name = name
    }
}
