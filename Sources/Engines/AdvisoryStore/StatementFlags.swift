/// What the last four bytes of a statement's record hold.
struct StatementFlags {
    var verdict: Verdict
    var includesHigh: Bool
    var isSemantic: Bool
    /// Whether its versions are those of a module of RPM packages that the advisory does not name.
    var isOfSomeModule: Bool

    init(verdict: Verdict, includesHigh: Bool, isSemantic: Bool, isOfSomeModule: Bool) {
        self.verdict = verdict
        self.includesHigh = includesHigh
        self.isSemantic = isSemantic
        self.isOfSomeModule = isOfSomeModule
    }

    init(_ number: UInt32) {
        verdict = Verdict(code: number & 0x1F)
        includesHigh = number & 0x20 != 0
        isSemantic = number & 0x40 != 0
        isOfSomeModule = number & 0x80 != 0
    }

    var number: UInt32 {
        verdict.code | (includesHigh ? 0x20 : 0) | (isSemantic ? 0x40 : 0) | (isOfSomeModule ? 0x80 : 0)
    }
}
