/// Foreign text in Markdown (CommonMark, with GitHub's tables): shown, never obeyed.
public enum MarkdownText {
    /// Text in which no character marks anything up; line ends become spaces.
    public static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "+", "!", "|", "~", "@", ":":
                result += "\\\(character)"
            case _ where character.isNewline: result += " "
            default: result.append(character)
            }
        }
        return result
    }

    /// A row of a table.
    public static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }

    /// The first two rows of a table.
    public static func head(_ names: [String]) -> String { row(names) + row(names.map { _ in "---" }) }
}
