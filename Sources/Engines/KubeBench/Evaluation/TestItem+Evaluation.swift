import Bytes
import Patterns
import YAML

extension TestItem {
    /// Which of a check's outputs a test looks at.
    enum Source {
        case flags, configuration, environment
    }

    /// What came of a test.
    struct Outcome: Equatable {
        var holds: Bool
        var isFound: Bool
        var actual: String
        var expected: String
    }

    /// Tests an output; with several values each line by itself, until one fails.
    func evaluate(_ output: String, _ source: Source, eachLine: Bool) -> Outcome {
        let text = output.trimmedAtEnd
        let pieces = eachLine ? text.unicodeLines : [text]
        var outcome = Outcome(holds: false, isFound: false, actual: "", expected: "")
        for piece in pieces {
            outcome = evaluate(piece, source)
            if !outcome.holds { break }
        }
        outcome.actual = text
        return outcome
    }

    private func evaluate(_ text: String, _ source: Source) -> Outcome {
        let name =
            switch source {
            case .flags: flag
            case .configuration: path
            case .environment: variable
            }
        let value: String?
        do throws(TestFailure) { value = try find(text, source) } catch {
            return Outcome(holds: false, isFound: false, actual: "", expected: "")
        }
        guard isSet else {
            return Outcome(
                holds: value == nil, isFound: value != nil, actual: "", expected: "'\(name)' is not present")
        }
        guard let value, let comparison else {
            return Outcome(
                holds: value != nil, isFound: value != nil, actual: "", expected: "'\(name)' is present")
        }
        let result = comparison.holds(for: value, of: name)
        return Outcome(holds: result.holds, isFound: true, actual: "", expected: result.expected)
    }

    /// An output that a test makes no sense of; the test fails whatever it wants.
    private struct TestFailure: Error {}

    private func find(_ text: String, _ source: Source) throws(TestFailure) -> String? {
        switch source {
        case .flags: return try flagValue(in: text)
        case .environment: return variableValue(in: text)
        case .configuration: return try pathValue(in: text)
        }
    }

    /// The value of a flag: `--flag=value`, `flag: value`, `--flag value`, or a flag alone.
    private func flagValue(in text: String) throws(TestFailure) -> String? {
        guard !flag.isEmpty, text.containsBytes(flag) else { return nil }
        let bytes = Array(text.utf8)
        guard let pattern = try? Pattern("(\(flag))(=|: *)*([^\\s]*) *", options: .utf8),
            let match = try? pattern.firstMatch(in: bytes)
        else { throw TestFailure() }
        func group(_ group: Int) -> String {
            guard group < match.ranges.count, let range = match.ranges[group] else { return "" }
            return String(decoding: bytes[range], as: UTF8.self)
        }
        // Groups of the flag's own come between.
        let value = group(match.ranges.count - 1)
        if !value.isEmpty { return value }
        if comparison != nil, let spaced = spacedValue(in: bytes) { return spaced }
        return flag.hasPrefix("--") ? "true" : group(1)
    }

    /// The word after a flag, unless it is the next flag; read only when a value is asked for.
    private func spacedValue(in bytes: [UInt8]) -> String? {
        let name = flag.unicodeScalars.map(PosixPattern.escaped).joined()
        guard let pattern = try? Pattern("\(name)\\s+([^\\s-][^\\s]*)", options: .utf8),
            let match = try? pattern.firstMatch(in: bytes), let range = match.ranges[1]
        else { return nil }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    private func variableValue(in text: String) -> String? {
        guard !text.isEmpty, !variable.isEmpty else { return nil }
        let bytes = Array(text.utf8)
        guard let pattern = try? Pattern("\(variable)=.*(?:\\z|\\n)", options: .utf8),
            let match = try? pattern.firstMatch(in: bytes)
        else { return nil }
        let line = String(decoding: bytes[match.range].filter { $0 != 0x0A }, as: UTF8.self)
        let value = line.hasPrefix("\(variable)=") ? String(line.dropFirst(variable.count + 1)) : line
        return value.isEmpty ? nil : value
    }

    /// The value at a path of a configuration file, JSON or YAML.
    private func pathValue(in text: String) throws(TestFailure) -> String? {
        guard let template = try? TemplatePath(path) else { throw TestFailure() }
        let value: String
        if let document = try? JSON(parsing: text) {
            value = template.text(of: document, numbersAreFloating: true)
        } else {
            guard let documents = try? YAML.parse(text) else { throw TestFailure() }
            value = template.text(of: documents.first ?? .null, numbersAreFloating: false)
        }
        return value.isEmpty ? nil : value
    }
}

extension String {
    /// The text without blanks and line feeds at its end.
    var trimmedAtEnd: String {
        var scalars = unicodeScalars[...]
        while let last = scalars.last, last == " " || last == "\n" { scalars.removeLast() }
        return String(scalars)
    }

    /// The lines, the empty ones too.
    var unicodeLines: [String] {
        unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }
}
