extension Module {
    /// The lines that follow a refusal: usage, modules, and where the help is.
    static func usage(_ path: [Module]) -> String {
        guard let module = path.last else { return "" }
        var lines = ["Usage:    \(usageLine(path))"]
        if !module.submodules.isEmpty {
            lines.append("Commands: " + module.submodules.map { "\($0.name) " }.joined())
        }
        lines.append("Help:     \(path.map(\.name).joined(separator: " ")) -h")
        return lines.joined(separator: "\n")
    }

    /// The answer to `--help`.
    static func help(_ path: [Module]) -> String {
        guard let module = path.last else { return "" }
        var text = path.map(\.name).joined(separator: " -> ") + "\n\n\(module.summary)\n\n"
        text += "Usage: \(usageLine(path))\n\nCommon options:\n" + list(common) + "\n"
        for note in module.notes { text += note + "\n" }
        if !module.notes.isEmpty { text += "\n" }
        let holders = path.dropFirst().dropLast().filter { !$0.options.isEmpty } + [module]
        for holder in holders where !holder.options.isEmpty {
            text += "\(holder.optionsTitle)\n" + list(holder.options) + "\n"
        }
        guard !module.submodules.isEmpty else { return text }
        text += "Commands:\n"
        for submodule in module.submodules { text += "    \(submodule.name) - \(submodule.summary)\n" }
        return text + "\n"
    }

    private static func usageLine(_ path: [Module]) -> String {
        guard path.count > 1, let module = path.last else { return "oscap [options] \(path[0].usage)" }
        // A holder's own options may stand before the module that it holds.
        let words =
            path[1...].dropLast().map { $0.options.isEmpty ? $0.name : "\($0.name) [options]" } + [
                module.name
            ]
        return "oscap [options] \(words.joined(separator: " ")) \(module.usage)"
    }

    /// Options in two columns; the second begins where the peer's does.
    private static func list(_ options: [LongOption]) -> String {
        options.map { option in
            let letter = option.letter.map { "-\($0) " } ?? ""
            let argument = option.argument.map { " <\($0)>" } ?? ""
            let name = "   \(letter)--\(option.name)\(argument)"
            guard let first = option.help.first else { return name + "\n" }
            let gap = String(repeating: " ", count: max(1, 33 - name.count))
            return "\(name)\(gap)- \(first)\n"
                + option.help.dropFirst().map { String(repeating: " ", count: 35) + $0 + "\n" }.joined()
        }.joined()
    }
}
