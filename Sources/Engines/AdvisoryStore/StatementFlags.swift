import Advisories

/// What the last four bytes of a statement's record hold.
struct StatementFlags {
    var verdict: Verdict
    /// How grave the flaw is in the package.
    var severity: Severity
    /// Whether the end of the versions is meant too.
    var includesHigh = false
    /// Whether versions are compared as semantic ones, whatever the segment's scheme.
    var isSemantic = false
    /// Whether its versions are those of a module of RPM packages that the advisory does not name.
    var isOfSomeModule = false

    init(verdict: Verdict, severity: Severity) {
        self.verdict = verdict
        self.severity = severity
    }

    init(_ number: UInt32) {
        verdict = Verdict(code: number & 0x1F)
        includesHigh = number & 0x20 != 0
        isSemantic = number & 0x40 != 0
        isOfSomeModule = number & 0x80 != 0
        severity = Severity(rawValue: Int(number >> 8 & 0xF)) ?? .unknown
    }

    var number: UInt32 {
        verdict.code | (includesHigh ? 0x20 : 0) | (isSemantic ? 0x40 : 0) | (isOfSomeModule ? 0x80 : 0)
            | UInt32(severity.rawValue) << 8
    }
}
