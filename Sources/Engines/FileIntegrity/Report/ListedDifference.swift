/// A difference that counts, with its letters and values, for programs that show findings their own way.
public struct ListedDifference: Sendable {
    /// One attribute with its lines before and now.
    public typealias Change = (attribute: String, old: [String], new: [String])

    /// What differs, with both entries.
    public let difference: Difference
    /// Whether the file is new.
    public let isAdded: Bool
    /// Whether the file is gone.
    public let isRemoved: Bool
    /// The letters of the report.
    public let summary: String
    /// What differs; empty for files that are new or gone.
    public let changes: [Change]

    /// The name.
    public var path: [UInt8] { difference.path }

    /// The differences that a report with the default options lists, in the order of paths.
    public static func all(_ outcome: IntegrityOutcome, _ dialect: Dialect) -> [ListedDifference] {
        all(outcome, dialect, ReportTarget(location: .standardOutput))
    }

    /// The differences that a report lists, in the order of paths.
    public static func all(
        _ outcome: IntegrityOutcome, _ dialect: Dialect, _ target: ReportTarget
    ) -> [ListedDifference] {
        let entries = ReportEntries(outcome, reports: [target])
        let letters = SummaryString(dialect: dialect, options: target.options)
        let values = AttributeValues(options: target.options)
        return outcome.differences.indices.compactMap { index in
            guard entries.isListed(index, .all, target.options) else { return nil }
            let difference = outcome.differences[index]
            let state = entries.states[index]
            let changes = entries.details(index, target.options).flatMap { part -> [Change] in
                AttributeValues.ordered(part.attributes, dialect).map { attribute in
                    (
                        attribute.member ?? "", values.lines(attribute, of: part.old).map(Self.text),
                        values.lines(attribute, of: part.new).map(Self.text)
                    )
                }
            }
            return ListedDifference(
                difference: difference, isAdded: state.contains(.added), isRemoved: state.contains(.removed),
                summary: letters.text(difference, state), changes: changes)
        }
    }

    private static func text(_ line: [UInt8]) -> String {
        String(decoding: PlainText.escaped(line), as: UTF8.self)
    }
}
