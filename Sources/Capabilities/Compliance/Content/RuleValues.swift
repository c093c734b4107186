import XCCDF

/// The variables that a rule reads and that a person may set.
enum RuleValues {
    /// The DNS names of the variables, sorted: those handed to the check, and those that texts and repairs name.
    static func names(of rule: Rule, under profile: ResolvedProfile? = nil) -> [String] {
        var names: Set<String> = []
        for check in rule.checks { collect(check, into: &names) }
        for text in rule.item.warnings.map(\.text) + [rule.item.description] + rule.fixes.map(\.content) {
            for piece in text.pieces {
                switch piece {
                case .value(let id): names.insert(SCAPRuleTextReader.lastPart(id))
                case .words(let words): collect(templates: words, into: &names)
                case .title: break
                }
            }
        }
        // Only what begins so is meant to be set; the rest are the content's own paths and constants.
        return names.filter { $0.hasPrefix("var_") }.map(ComplianceNames.dnsName).uniqued().sorted()
    }

    private static func collect(_ check: CheckExpression, into names: inout Set<String>) {
        switch check {
        case .check(let check):
            for export in check.exports { names.insert(SCAPRuleTextReader.lastPart(export.valueID)) }
        case .complex(_, _, let parts): for part in parts { collect(part, into: &names) }
        }
    }

    /// The names in `{{.var_name}}`.
    private static func collect(templates text: String, into names: inout Set<String>) {
        var rest = text.utf8[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")) {
            rest = rest[rest.index(after: open)...]
            guard rest.first == UInt8(ascii: "{") else { continue }
            let end = rest.firstIndex(of: UInt8(ascii: "}")) ?? rest.endIndex
            for part in rest[..<end].split(separator: UInt8(ascii: ".")).dropFirst() {
                let name = part.prefix {
                    $0 == UInt8(ascii: "_") || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
                }
                names.insert(String(decoding: name, as: UTF8.self))
            }
            rest = rest[end...]
        }
    }
}
