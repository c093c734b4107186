/// Versions that are numbers and nothing else, compared in turn; of two that begin alike the longer one is newer.
struct NumberListVersion {
    /// Whether `-` may stand between numbers as `.` does.
    let takesHyphens: Bool

    /// R's packages (R manual, `numeric_version`; "Writing R Extensions", 1.1.1).
    static let cran = NumberListVersion(takesHyphens: true)
    /// Haskell's packages (the Package Versioning Policy, pvp.haskell.org; `Data.Version`).
    static let hackage = NumberListVersion(takesHyphens: false)

    func encode(_ text: Span<UInt8>, _ key: inout KeyWriter) -> Reading {
        var place = 0
        while true {
            let digits = text.digits(from: place)
            guard !digits.isEmpty else { return .foreign }
            key.number(text, digits)
            place = digits.upperBound
            if place == text.count { return .valid }
            guard text.has(".", at: place) || (takesHyphens && text.has("-", at: place)) else {
                return .foreign
            }
            place += 1
        }
    }
}
