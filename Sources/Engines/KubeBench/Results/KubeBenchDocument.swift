import Bytes

/// The document that `kube-bench --json` prints, member for member in its order.
public struct KubeBenchDocument {
    private let controls: [ControlsResult]

    /// A document of some results; sections come in the order of their numbers.
    public init(_ controls: [ControlsResult]) {
        self.controls = controls.enumerated()
            .sorted { (Int($0.element.id) ?? 0, $0.offset) < (Int($1.element.id) ?? 0, $1.offset) }
            .map(\.element)
    }

    /// The document's text, without a line feed.
    public var text: String {
        let members: [(String, Value)] = [
            ("Controls", .list(controls.map { .members(section($0)) })),
            ("Totals", .members(Self.totals(StateCounts(controls.flatMap(\.checks))))),
        ]
        var out: [UInt8] = []
        Value.members(members).write(into: &out)
        return String(decoding: out, as: UTF8.self)
    }

    private indirect enum Value {
        case text(String)
        case number(Int)
        case truth(Bool)
        case list([Value])
        case members([(String, Value)])

        func write(into out: inout [UInt8]) {
            switch self {
            case .text(let text): JSON.write(string: text, into: &out)
            case .number(let number): out += String(number).utf8
            case .truth(let truth): out += (truth ? "true" : "false").utf8
            case .list(let values): Self.write("[", "]", values, into: &out) { $0.write(into: &$1) }
            case .members(let members):
                Self.write("{", "}", members, into: &out) { member, out in
                    JSON.write(string: member.0, into: &out)
                    out.append(UInt8(ascii: ":"))
                    member.1.write(into: &out)
                }
            }
        }

        private static func write<Element>(
            _ open: String, _ close: String, _ elements: [Element], into out: inout [UInt8],
            _ body: (Element, inout [UInt8]) -> Void
        ) {
            out += open.utf8
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                body(element, &out)
            }
            out += close.utf8
        }
    }

    private func section(_ controls: ControlsResult) -> [(String, Value)] {
        [
            ("id", .text(controls.id)), ("version", .text(controls.version)), ("text", .text(controls.text)),
            ("node_type", .text(controls.target)),
            ("tests", .list(controls.groups.map { .members(group($0)) })),
        ] + Self.totals(StateCounts(controls.checks))
    }

    private static func totals(_ counts: StateCounts) -> [(String, Value)] {
        [
            ("total_pass", .number(counts[.pass])), ("total_fail", .number(counts[.fail])),
            ("total_warn", .number(counts[.warn])), ("total_info", .number(counts[.info])),
        ]
    }

    private func group(_ group: GroupResult) -> [(String, Value)] {
        let counts = StateCounts(group.checks)
        return [
            ("section", .text(group.id)), ("type", .text("")), ("pass", .number(counts[.pass])),
            ("fail", .number(counts[.fail])), ("warn", .number(counts[.warn])),
            ("info", .number(counts[.info])), ("desc", .text(group.text)),
            ("results", .list(group.checks.map { .members(result($0)) })),
        ]
    }

    private func result(_ result: CheckResult) -> [(String, Value)] {
        let check = result.check
        let members: [(String, Value)] = [
            ("test_number", .text(check.id)), ("test_desc", .text(check.text)),
            ("audit", .text(check.audit)), ("AuditEnv", .text(check.auditEnvironment)),
            ("AuditConfig", .text(check.auditConfiguration)), ("type", .text(check.type)),
            ("remediation", .text(check.remediation)), ("test_info", .list([.text(check.remediation)])),
            ("status", .text(result.state.rawValue)), ("actual_value", .text(result.actualValue)),
            ("scored", .truth(check.isScored)), ("IsMultiple", .truth(check.usesMultipleValues)),
            ("expected_result", .text(result.expectedResult)),
        ]
        return result.reason.isEmpty ? members : members + [("reason", .text(result.reason))]
    }
}
