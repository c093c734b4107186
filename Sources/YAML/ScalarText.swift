/// One string on its way out: which style it takes (libyaml's analysis) and how that style is written.
struct ScalarText {
    private enum Style { case plain, singleQuoted, doubleQuoted, literal }

    private static let width = 80

    private let scalars: [Unicode.Scalar]
    private let string: String
    private let isKey: Bool

    init(_ string: String, isKey: Bool) {
        self.string = string
        self.isKey = isKey
        scalars = Array(string.unicodeScalars)
    }

    /// Appends the string; continued lines start at `indent` columns.
    func write(into text: inout String, indent: Int) {
        switch style {
        case .plain: writePlain(into: &text, indent: indent)
        case .singleQuoted: writeSingleQuoted(into: &text, indent: indent)
        case .doubleQuoted: writeDoubleQuoted(into: &text, indent: indent)
        case .literal: writeLiteral(into: &text, indent: indent)
        }
    }

    // MARK: The choice of the style

    private var style: Style {
        let analysis = Analysis(scalars)
        if scalars.contains("\n") { return analysis.allowsBlock && !isKey ? .literal : .doubleQuoted }
        // A plain `<<` would be read as a merge.
        if ScalarResolution.needsQuotes(string) || (isKey && string == "<<") { return .doubleQuoted }
        if analysis.allowsPlain { return .plain }
        return analysis.allowsSingleQuotes ? .singleQuoted : .doubleQuoted
    }

    /// What libyaml's `yaml_emitter_analyze_scalar` finds out.
    private struct Analysis {
        var allowsPlain = true
        var allowsSingleQuotes = true
        var allowsBlock = true

        init(_ scalars: [Unicode.Scalar]) {
            var hasSpaceBreak = false
            var hasBreakSpace = false
            var hasSpecial = false
            var hasIndicator =
                scalars.starts(with: "---".unicodeScalars) || scalars.starts(with: "...".unicodeScalars)
            for (index, scalar) in scalars.enumerated() {
                let before: Unicode.Scalar? = index > 0 ? scalars[index - 1] : nil
                let after: Unicode.Scalar? = index + 1 < scalars.count ? scalars[index + 1] : nil
                let isFollowedBySpace = after == nil || after == " " || after == "\t" || after == "\n"
                if index == 0 {
                    hasIndicator =
                        hasIndicator || "#,[]{}&*!|>'\"%@`".unicodeScalars.contains(scalar)
                        || ("?:-".unicodeScalars.contains(scalar) && isFollowedBySpace)
                } else {
                    hasIndicator =
                        hasIndicator || (scalar == ":" && isFollowedBySpace)
                        || (scalar == "#" && (before == " " || before == "\t" || before == "\n"))
                }
                hasSpaceBreak = hasSpaceBreak || (scalar == "\n" && before == " ")
                hasBreakSpace = hasBreakSpace || (scalar == " " && before == "\n")
                hasSpecial = hasSpecial || !ScalarText.isPrintable(scalar)
            }
            let hasEdge =
                scalars.first == " " || scalars.last == " " || scalars.first == "\n" || scalars.last == "\n"
            allowsPlain = !hasIndicator && !hasEdge && !hasBreakSpace && !hasSpaceBreak && !hasSpecial
            allowsSingleQuotes = !hasBreakSpace && !hasSpaceBreak && !hasSpecial
            allowsBlock = scalars.last != " " && !hasSpaceBreak && !hasSpecial
        }
    }

    /// What go-yaml writes as it is; like it, nothing beyond the basic plane, and no line break but `\n`.
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2028, 0x2029: false
        case 0x0A, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
        default: false
        }
    }

    // MARK: The styles

    private func writePlain(into text: inout String, indent: Int) {
        var column = Self.column(of: text)
        var wasSpace = false
        for (index, scalar) in scalars.enumerated() {
            let isSpace = scalar == " "
            if isSpace, canFold(at: index, column, wasSpace) {
                column = breakLine(&text, indent)
            } else {
                text.unicodeScalars.append(scalar)
                column += 1
            }
            wasSpace = isSpace
        }
    }

    private func writeSingleQuoted(into text: inout String, indent: Int) {
        var column = Self.column(of: text) + 1
        var wasSpace = false
        text += "'"
        for (index, scalar) in scalars.enumerated() {
            let isSpace = scalar == " "
            if isSpace, index > 0, index + 1 < scalars.count, canFold(at: index, column, wasSpace) {
                column = breakLine(&text, indent)
            } else {
                if scalar == "'" {
                    text += "'"
                    column += 1
                }
                text.unicodeScalars.append(scalar)
                column += 1
            }
            wasSpace = isSpace
        }
        text += "'"
    }

    private func writeDoubleQuoted(into text: inout String, indent: Int) {
        var column = Self.column(of: text) + 1
        var wasSpace = false
        text += "\""
        for (index, scalar) in scalars.enumerated() {
            let isSpace = scalar == " "
            if isSpace, !isKey, !wasSpace, column > Self.width, index > 0, index + 1 < scalars.count {
                column = breakLine(&text, indent)
                // A space that would start the line is marked, or it would be lost.
                if scalars[index + 1] == " " {
                    text += "\\"
                    column += 1
                }
            } else {
                let escaped = Self.escape(scalar)
                text += escaped
                column += escaped.unicodeScalars.count
            }
            wasSpace = isSpace
        }
        text += "\""
    }

    private func writeLiteral(into text: inout String, indent: Int) {
        text += "|"
        if scalars.first == " " || scalars.first == "\n" { text += "2" }
        let newlines = scalars.reversed().prefix { $0 == "\n" }.count
        if newlines == 0 { text += "-" }
        if newlines > 1 || newlines == scalars.count { text += "+" }
        text += "\n"
        var lines = string.split(separator: "\n", omittingEmptySubsequences: false)
        if newlines > 0 { lines.removeLast() }
        let padding = String(repeating: " ", count: indent)
        for line in lines { text += line.isEmpty ? "\n" : "\(padding)\(line)\n" }
    }

    /// A single space past the width becomes a line break.
    private func canFold(at index: Int, _ column: Int, _ wasSpace: Bool) -> Bool {
        let isNextSpace = index + 1 < scalars.count && scalars[index + 1] == " "
        return !isKey && !wasSpace && column > Self.width && !isNextSpace
    }

    private func breakLine(_ text: inout String, _ indent: Int) -> Int {
        text += "\n" + String(repeating: " ", count: indent)
        return indent
    }

    private static func column(of text: String) -> Int {
        text.unicodeScalars.reversed().prefix { $0 != "\n" }.count
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\0": return "\\0"
        case "\u{07}": return "\\a"
        case "\u{08}": return "\\b"
        case "\t": return "\\t"
        case "\n": return "\\n"
        case "\u{0B}": return "\\v"
        case "\u{0C}": return "\\f"
        case "\r": return "\\r"
        case "\u{1B}": return "\\e"
        case "\u{85}": return "\\N"
        case "\u{2028}": return "\\L"
        case "\u{2029}": return "\\P"
        default: break
        }
        if isPrintable(scalar) { return String(scalar) }
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let (mark, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
        return "\\\(mark)\(String(repeating: "0", count: width - hex.count))\(hex)"
    }
}
