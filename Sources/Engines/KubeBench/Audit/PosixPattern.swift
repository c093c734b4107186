import Patterns

/// POSIX regular expressions (IEEE 1003.1, 9) with GNU's additions, as `grep`, `sed` and `awk` read them.
enum PosixPattern {
    /// Which of the two grammars is meant.
    enum Grammar { case basic, extended }

    /// A pattern for one expression.
    static func compile(
        _ source: String, _ grammar: Grammar, ignoringCase: Bool = false
    ) throws(AuditObstacle) -> Pattern {
        try compile(expression: translated(source, grammar), ignoringCase: ignoringCase)
    }

    static func compile(expression: String, ignoringCase: Bool) throws(AuditObstacle) -> Pattern {
        do throws(PatternError) {
            return try Pattern(expression, options: ignoringCase ? [.utf8, .caseInsensitive] : .utf8)
        } catch {
            throw AuditObstacle(reason: "\(error)")
        }
    }

    /// The expression as PCRE spells it.
    ///
    /// - Parameter refusingStray: whether a backslash before what is not special is refused: versions of
    ///   `grep` complain about it differently.
    static func translated(
        _ source: String, _ grammar: Grammar, refusingStray: Bool = false
    ) throws(AuditObstacle) -> String {
        var out = ""
        var scalars = source.unicodeScalars[...]
        // In a basic expression a star at the beginning is a star.
        var isAtStart = true
        while let scalar = scalars.popFirst() {
            let wasAtStart = isAtStart
            isAtStart = false
            switch scalar {
            case "[": out += try bracketed(&scalars)
            case "\\":
                if refusingStray, let next = scalars.first, !escapable.contains(next) {
                    throw AuditObstacle(reason: "programs differ about \"\\\(next)\" in an expression")
                }
                isAtStart = try escape(&scalars, grammar, into: &out)
            case "*" where grammar == .basic && wasAtStart: out += "\\*"
            case "^" where grammar == .basic:
                out += wasAtStart ? "^" : "\\^"
                isAtStart = wasAtStart
            case "$" where grammar == .basic:
                out += scalars.isEmpty || scalars.starts(with: "\\)".unicodeScalars) ? "$" : "\\$"
            case "(", ")", "{", "}", "+", "?", "|":
                out += grammar == .basic ? "\\\(scalar)" : "\(scalar)"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// What means something after a backslash in every version of `grep`.
    private static let escapable = Set("(){}+?|.*[]^$\\wWsSbB<>123456789".unicodeScalars)

    /// Reads what a backslash means; true when an expression begins after it.
    private static func escape(
        _ scalars: inout Substring.UnicodeScalarView, _ grammar: Grammar, into out: inout String
    ) throws(AuditObstacle) -> Bool {
        guard let next = scalars.popFirst() else {
            throw AuditObstacle(reason: "a regular expression ends in a backslash")
        }
        switch next {
        case "(", ")", "{", "}", "+", "?", "|":
            out += grammar == .basic ? "\(next)" : "\\\(next)"
            return grammar == .basic && (next == "(" || next == "|")
        case "w", "W", "s", "S", "b", "B", "1"..."9": out += "\\\(next)"
        case "<": out += "\\b(?=\\w)"
        case ">": out += "\\b(?<=\\w)"
        case "n": out += "\\n"
        case "t": out += "\\t"
        default: out += escaped(next)
        }
        return false
    }

    private static func bracketed(_ scalars: inout Substring.UnicodeScalarView) throws(AuditObstacle)
        -> String
    {
        var inside = ""
        if scalars.first == "^" { inside.unicodeScalars.append(scalars.removeFirst()) }
        if scalars.first == "]" { inside.unicodeScalars.append(scalars.removeFirst()) }
        while let scalar = scalars.popFirst() {
            if scalar == "]" { return bracket(inside) }
            inside.unicodeScalars.append(scalar)
            if scalar == "[", let kind = scalars.first, kind == ":" {
                // A class such as [:alpha:] holds the bracket that ends it.
                while let part = scalars.popFirst() {
                    inside.unicodeScalars.append(part)
                    if part == "]" { break }
                }
            }
        }
        throw AuditObstacle(reason: "a bracket of a regular expression is not closed")
    }

    /// A bracket expression: a backslash in it is a backslash.
    static func bracket(_ inside: String) -> String {
        var out = "["
        var scalars = inside.unicodeScalars[...]
        if scalars.first == "^" { out.unicodeScalars.append(scalars.removeFirst()) }
        while let scalar = scalars.popFirst() {
            if scalar == "[", scalars.first == ":" {
                out += "["
                while let part = scalars.popFirst() {
                    out.unicodeScalars.append(part)
                    if part == "]" { break }
                }
            } else if scalar == "\\" || scalar == "[" || scalar == "]" {
                out += "\\\(scalar)"
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out + "]"
    }

    /// A character that stands for itself.
    static func escaped(_ scalar: Unicode.Scalar) -> String {
        let isWord = scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        return isWord || scalar.value > 0x7F || scalar.value < 0x20 ? "\(scalar)" : "\\\(scalar)"
    }
}
