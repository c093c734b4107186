/// An entry with its values as reports show them, for programs that show databases their own way.
public struct ListedEntry: Sendable {
    /// The name; control characters are octal.
    public let path: String
    /// Type and permissions as `ls -l` shows them; empty when the entry does not know them.
    public let permissions: String
    /// Each attribute's name in JSON reports with its lines, in the order of reports.
    public let values: [(attribute: String, lines: [String])]

    /// Shows an entry.
    public init(_ entry: Entry, _ dialect: Dialect) {
        func text(_ bytes: [UInt8]) -> String { String(decoding: PlainText.escaped(bytes), as: UTF8.self) }
        path = text(entry.path)
        permissions = entry.mode == 0 ? "" : AttributeValues.permissions(entry.mode)
        let values = AttributeValues(options: ReportOptions())
        self.values = AttributeValues.ordered(entry.attributes, dialect).compactMap { attribute in
            guard let member = attribute.member else { return nil }
            return (member, values.lines(attribute, of: entry).map(text))
        }
    }
}
