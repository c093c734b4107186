/// Rewrites a configuration for a newer version, line by line, so that comments and order stay.
///
/// ```swift
/// let converted = try DialectConverter(from: .v0_16, to: .v0_18).convert(bytes, named: "aide.conf")
/// ```
///
/// What cannot mean the same in the newer version is told with its line.
public struct DialectConverter: Sendable {
    /// A rewritten configuration and what its owner should look at.
    public struct Result: Sendable {
        /// The configuration.
        public var bytes: [UInt8]
        /// What was changed in meaning, or could not be carried over.
        public var notes: [ConfigurationNote]
    }

    private let old: Dialect
    private let new: Dialect

    /// Makes a converter; the new version has to be the newer one.
    public init(from old: Dialect, to new: Dialect) {
        self.old = old
        self.new = new
    }

    /// Converts a file.
    ///
    /// - Throws: ``ConfigurationError`` at the first line that is not of the old version's language.
    public func convert(_ bytes: [UInt8], named name: String) throws(ConfigurationError) -> Result {
        var result = Result(bytes: [], notes: [])
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            if number > 1 { result.bytes.append(UInt8(ascii: "\n")) }
            var parser = StatementParser(dialect: old, file: name)
            do throws(ConfigurationError) { try parser.parse(Array(line)) } catch {
                var place = error.place
                place?.line = number
                throw ConfigurationError(error.message, at: place, reason: error.reason)
            }
            guard var statement = parser.statements.first else {
                result.bytes += line
                continue
            }
            statement.place.line = number
            let text = convert(statement, String(decoding: line, as: UTF8.self), &result.notes)
            result.bytes += text.utf8
        }
        return result
    }

    private func convert(
        _ statement: ConfigurationStatement, _ line: String, _ notes: inout [ConfigurationNote]
    ) -> String {
        let indent = line.prefix { $0 == " " || $0 == "\t" }
        let body = line.dropFirst(indent.count)
        switch statement.body {
        case .option, .attributeOption: return indent + option(String(body), statement, &notes)
        case .group:
            let (name, value) = Self.halves(body)
            return indent + groupName(name) + " = " + expression(value, statement, &notes)
        case .condition where new != .v0_16: return indent + condition(String(body))
        case .rule(let rule): return indent + convert(rule, String(body), statement, &notes)
        default: return line
        }
    }

    private static func halves(_ text: some StringProtocol) -> (name: String, value: String) {
        guard let equals = text.firstIndex(of: "=") else { return (String(text), "") }
        let name = text[..<equals].filter { $0 != " " && $0 != "\t" }
        let value = text[text.index(after: equals)...].drop { $0 == " " || $0 == "\t" }
        return (String(name), String(value))
    }

    // MARK: Options

    private static let renamed = [
        "database": "database_in", "grouped": "report_grouped",
        "summarize_changes": "report_summarize_changes", "ignore_list": "report_ignore_changed_attrs",
        "report_attributes": "report_force_attrs",
    ]

    private func option(
        _ body: String, _ statement: ConfigurationStatement, _ notes: inout [ConfigurationNote]
    ) -> String {
        let (name, value) = Self.halves(body)
        if name == "verbose", new != .v0_16 {
            let level = Int(value.prefix { $0.isNumber }) ?? 5
            let words = level < 5 ? "summary" : level < 20 ? "changed_attributes" : "added_removed_entries"
            note("'verbose' became 'report_level=\(words)'", statement, &notes)
            return "report_level=\(words)"
        }
        let newer = Self.renamed[name] ?? name
        if case .attributeOption = statement.body {
            return "\(newer)=\(expression(value, statement, &notes))"
        }
        return newer == name ? body : "\(newer)=\(value)"
    }

    private func condition(_ body: String) -> String {
        let words = [
            "@@ifndef": "@@if not defined", "@@ifdef": "@@if defined", "@@ifnhost": "@@if not hostname",
            "@@ifhost": "@@if hostname",
        ]
        let word = String(body.prefix { $0 != " " && $0 != "\t" })
        return words[word].map { $0 + body.dropFirst(word.count) } ?? body
    }

    // MARK: Rules

    private func convert(
        _ rule: ConfigurationStatement.Rule, _ body: String, _ statement: ConfigurationStatement,
        _ notes: inout [ConfigurationNote]
    ) -> String {
        if rule.kind == .negative {
            guard new == .v0_19, old != .v0_19, rule.restriction == nil else { return body }
            // What `!` of older versions kept a walk out of, `-` does in 0.19.
            return "-" + body.dropFirst()
        }
        var scanner = LineScanner(Array(body.utf8), place: statement.place)
        _ = scanner.skip(rule.kind.sign)
        guard (try? scanner.template()) != nil else { return body }
        let bytes = Array(body.utf8)
        let rest = String(decoding: bytes[scanner.index...], as: UTF8.self)
        let restriction = rule.restriction.map { $0.map(\.group).joined(separator: ",") + " " } ?? ""
        let terms = rule.attributes?.terms ?? []
        guard !terms.isEmpty, !rest.isEmpty else { return body }
        let path = String(decoding: bytes[..<scanner.index], as: UTF8.self)
        let text = terms.enumerated().map { index, term in
            (index == 0 ? "" : term.isTaken ? "-" : "+") + term.group
        }.joined()
        return "\(path) \(restriction)\(expression(text, statement, &notes))"
    }

    // MARK: Expressions

    /// Group names of newer versions are letters and digits alone.
    private func groupName(_ name: String) -> String {
        if new == .v0_16 { return name }
        return String(
            name.unicodeScalars.filter {
                $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0)
            })
    }

    private func expression(
        _ text: String, _ statement: ConfigurationStatement, _ notes: inout [ConfigurationNote]
    ) -> String {
        var terms: [(sign: Character, name: String)] = []
        var sign: Character = "+"
        var name = ""
        for letter in text where letter != " " && letter != "\t" {
            if letter == "+" || letter == "-" {
                terms.append((sign, name))
                (sign, name) = (letter, "")
            } else {
                name.append(letter)
            }
        }
        terms.append((sign, name))
        var kept: [(sign: Character, name: String)] = []
        for term in terms {
            if removedDigests.contains(term.name) {
                note("'\(term.name)' can no longer be computed and was left out", statement, &notes)
            } else if term.name == "S", new != .v0_16 {
                kept += [(term.sign, "growing"), (term.sign, "s")]
            } else {
                if term.name == "R", new == .v0_19, old != .v0_19 {
                    note("'R' holds sha3_256 instead of md5; write a new database", statement, &notes)
                }
                kept.append((term.sign, isGroup(term.name) ? groupName(term.name) : term.name))
            }
        }
        guard let first = kept.first else { return "E" }
        let head = first.sign == "-" ? "E-" : ""
        return head
            + kept.enumerated().map { ($0.offset == 0 ? "" : String($0.element.sign)) + $0.element.name }
            .joined()
    }

    private var removedDigests: Set<String> {
        let lost = new.unsupportedDigests.subtracting(old.unsupportedDigests)
        return Set(lost.members.compactMap(\.configurationName))
    }

    /// Whether a name is one that a configuration defined.
    private func isGroup(_ name: String) -> Bool {
        !Attribute.allCases.contains { $0.configurationName == name } && name != ">"
    }

    private func note(
        _ message: String, _ statement: ConfigurationStatement, _ notes: inout [ConfigurationNote]
    ) {
        notes.append(ConfigurationNote(level: .warning, place: statement.place, message: message))
    }
}
