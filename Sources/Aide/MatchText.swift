import FileIntegrity
import Host

/// The lines of `--path-check` and `--dry-init`.
struct MatchText {
    let rules: RuleTree
    let limit: PathLimit?

    func line(_ path: [UInt8], _ kind: FileKind, _ match: RuleMatch) -> [UInt8] {
        let letter = FileRestriction.letter(of: kind)
        if rules.dialect == .v0_19 {
            var line = Array("[\(match.isTaken ? "x" : " ")] \(letter):".utf8)
            line += PlainText.escaped(path)
            line += ": \(verdict(match))\n".utf8
            return line
        }
        let sign = match.isTaken ? "[X]" : "[ ]"
        var line = Array("\(sign) \(letter) '".utf8)
        line += PlainText.escaped(path)
        line += "': \(verdict(match))\n".utf8
        return line
    }

    private func verdict(_ match: RuleMatch) -> String {
        switch match.verdict {
        case .partialLimit where rules.dialect == .v0_19:
            // The peer's spelling.
            return "parital limit match (limit '\(PlainText.escaped(limit?.expression ?? ""))')"
        case .partialLimit, .outsideLimit:
            return "outside of limit '\(PlainText.escaped(limit?.expression ?? ""))'"
        case .selective, .equal, .partial, .none, .negative, .pruned:
            guard let index = match.rule else { return "no matching rule" }
            let rule = rules.rules[index]
            let attributes = match.isTaken ? " \(rule.attributes.expression)" : ""
            let parent = match.refusedParent.map {
                "parent directory '\(String(decoding: PlainText.escaped($0), as: UTF8.self))' matches "
            }
            let prefix = rule.prefix.map { "', prefix: '\($0)" } ?? ""
            return (parent ?? "") + "\(rule.kind.words(rules.dialect)): '\(rule.kind.sign)\(rule.expression) "
                + "\(rule.restriction.text)\(attributes)' (\(rule.place.file):\(rule.place.line): "
                + "'\(rule.place.text)\(prefix)')"
        }
    }
}
