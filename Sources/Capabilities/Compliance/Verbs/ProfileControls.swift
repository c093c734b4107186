import Bytes
import Capability
import Kubernetes

/// Which controls of which standards a profile's rules serve.
struct ProfileControls {
    /// One rule that serves one control.
    struct Row: Equatable {
        var framework: String
        var control: String
        var rule: String
    }

    private static let prefix = "control.compliance.openshift.io/"

    /// Sorted by framework, control and rule.
    private(set) var rows: [Row]

    /// Reads the rules' annotations.
    init(_ rules: [RuleResource]) {
        var rows: [Row] = []
        for rule in rules {
            for (key, value) in rule.object.annotations where key.hasPrefix(Self.prefix) {
                for control in value.split(separator: ";") {
                    rows.append(
                        Row(
                            framework: String(key.dropFirst(Self.prefix.count)), control: String(control),
                            rule: rule.object.name))
                }
            }
        }
        self.rows = rows.sorted { ($0.framework, $0.control, $0.rule) < ($1.framework, $1.control, $1.rule) }
    }

    /// The standards, sorted.
    var frameworks: [String] { rows.map(\.framework).uniqued() }

    /// Keeps one standard.
    ///
    /// - Throws: `CommandFailure` that names the others when the profile has no such standard.
    func only(_ framework: String?) throws -> ProfileControls {
        guard let framework else { return self }
        let kept = rows.filter { $0.framework.lowercased() == framework.lowercased() }
        guard !kept.isEmpty else {
            let known = frameworks.isEmpty ? "none" : frameworks.joined(separator: ", ")
            throw CommandFailure("--benchmark \(framework): no rule refers to it; there are \(known)")
        }
        var controls = self
        controls.rows = kept
        return controls
    }

    /// The rules by control by standard.
    var json: JSON {
        var json: JSON = [:]
        for row in rows {
            var framework = json[row.framework] ?? [:]
            framework[row.control] = .array((framework[row.control]?.array ?? []) + [.string(row.rule)])
            json[row.framework] = framework
        }
        return json
    }

    /// A line for each rule of each control.
    var table: String {
        var table = TextTable(["FRAMEWORK", "CONTROL", "RULE"])
        for row in rows { table.add([row.framework, row.control, row.rule]) }
        return table.text
    }

    /// The controls that a rule serves, by standard.
    static func byFramework(_ rule: RuleResource) -> [(framework: String, controls: [String])] {
        let controls = ProfileControls([rule])
        return controls.frameworks.map { framework in
            (framework, controls.rows.filter { $0.framework == framework }.map(\.control))
        }
    }
}
