/// The variables and tasks of repairs, put together as the play of a playbook.
///
/// A repair sets a value of the profile by a `set_fact` of its own; in a playbook these become variables, each
/// once, before all tasks.
struct AnsiblePlaybook {
    private var variables: [String] = []
    private var tasks: [String] = []

    init(_ texts: [(rule: String, text: String?)]) {
        for entry in texts { if let text = entry.text { take(text) } }
    }

    /// The part of the playbook that follows `- hosts: all`.
    var text: String {
        var result = "  vars:\n"
        for variable in variables { result += "    \(variable)\n" }
        result += "  tasks:\n"
        for task in tasks {
            for line in task.split(separator: "\n", omittingEmptySubsequences: false) {
                result += line.isEmpty ? "\n" : "    \(line)\n"
            }
            result += "\n"
        }
        return result
    }

    /// Cuts the runs of lines out that set a value.
    ///
    ///     - name: XCCDF Value x # promote to variable
    ///       set_fact:
    ///         x: !!str 5
    ///       tags:
    ///         - always
    private mutating func take(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var kept: [String] = []
        var index = 0
        while index < lines.count {
            guard let variable = Self.variable(lines, at: index) else {
                kept.append(lines[index])
                index += 1
                continue
            }
            if !variables.contains(variable) { variables.append(variable) }
            // The lines before a value are a task of their own, whose last line ends.
            tasks.append((kept + [""]).joined(separator: "\n"))
            if kept.isEmpty { tasks[tasks.count - 1] = "" }
            kept = []
            index += 5
        }
        let rest = kept.joined(separator: "\n")
        if !rest.isEmpty { tasks.append(rest) }
    }

    private static func variable(_ lines: [String], at index: Int) -> String? {
        guard index + 5 < lines.count, lines[index].hasPrefix("- name: XCCDF Value "),
            lines[index].hasSuffix(" # promote to variable"), lines[index + 1] == "  set_fact:",
            lines[index + 2].hasPrefix("    "), lines[index + 2].contains(": "),
            lines[index + 3] == "  tags:", lines[index + 4] == "    - always"
        else { return nil }
        return String(lines[index + 2].dropFirst(4))
    }
}
