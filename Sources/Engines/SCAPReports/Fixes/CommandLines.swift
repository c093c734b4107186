/// The commands of repairs that are put together and not run: one a line, words parted by spaces, `#` for comments.
struct CommandLines {
    /// A command and the rule that it is from.
    struct Command {
        var rule: String
        var words: [String]
        /// The line as it is written, without space around it.
        var line: String
    }

    let commands: [Command]

    init(_ texts: [(rule: String, text: String?)]) {
        commands = texts.flatMap { entry in
            (entry.text ?? "").split(whereSeparator: \.isNewline).compactMap { line in
                let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
                guard let first = words.first, !first.hasPrefix("#") else { return nil }
                return Command(rule: entry.rule, words: words, line: words.joined(separator: " "))
            }
        }
    }
}
