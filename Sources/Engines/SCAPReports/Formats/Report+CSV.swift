import XCCDF

extension Report {
    /// The report as a table of comma-separated values (RFC 4180), one line per selected rule, lines ending in CRLF.
    ///
    /// Texts that a spreadsheet would run as a formula get an apostrophe before them.
    public func csv() -> [UInt8] {
        var bytes: [UInt8] = []
        let head = [
            "rule", "title", "result", "severity", "weight", "identifiers", "time", "target", "evidence",
        ]
        Self.append(head, to: &bytes)
        for rule in selectedRules {
            let evidence = evidence(rule).joined(separator: "\n")
            let row = [
                rule.id, rule.title, rule.outcome.rawValue, rule.severity.rawValue, "\(rule.weight)",
                rule.idents.map(\.text).joined(separator: " "), rule.time, target, evidence,
            ]
            Self.append(row, to: &bytes)
        }
        return bytes
    }

    private static func append(_ row: [String], to bytes: inout [UInt8]) {
        for (index, field) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += csvField(field).utf8
        }
        bytes += "\r\n".utf8
    }

    /// A field, in quotes where its characters ask for them.
    static func csvField(_ field: String) -> String {
        var text = field
        // A spreadsheet takes these as the beginning of a formula.
        if let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first),
            Double(text) == nil
        {
            text = "'" + text
        }
        let special = Set("\",\r\n".utf8)
        guard text.utf8.contains(where: special.contains) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            + "\""
    }
}
