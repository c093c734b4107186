/// Packages to add and to remove while a bootable container image is built.
struct BootcScript {
    private var installed: [String] = []
    private var removed: [String] = []

    init(_ texts: [(rule: String, text: String?)], in file: String) throws(ReportError) {
        for command in CommandLines(texts).commands {
            guard command.words.count >= 2, command.words[0] == "dnf" else {
                throw ReportError(
                    file: file,
                    "the repair of \"\(command.rule)\" has the command \"\(command.line)\"; only dnf is known"
                )
            }
            switch command.words[1] {
            case "install": installed += command.words.dropFirst(2)
            case "remove": removed += command.words.dropFirst(2)
            default:
                throw ReportError(
                    file: file,
                    "the repair of \"\(command.rule)\" has the command \"\(command.line)\"; dnf must install or remove"
                )
            }
        }
    }

    /// The script.
    var text: String {
        var result = "#!/bin/bash\n"
        if !installed.isEmpty { result += Self.call("install", installed) + "\n\n" }
        if !removed.isEmpty { result += Self.call("remove", removed) + "\n" }
        return result
    }

    private static func call(_ verb: String, _ packages: [String]) -> String {
        "dnf -y \(verb) \\\n" + packages.map { "    \($0)" }.joined(separator: " \\\n")
    }
}
