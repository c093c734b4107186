extension ShellParser {
    private static let ends: Set<Unicode.Scalar> = [" ", "\t", "\n", ";", "|", "&", "(", ")", "<", ">"]

    static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            || ("0"..."9").contains(scalar)
    }

    static func isName(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
        return text.unicodeScalars.allSatisfy(isNameScalar)
    }

    var peek: Unicode.Scalar? { place < text.count ? text[place] : nil }

    func string(_ range: Range<Int>) -> String {
        var string = String.UnicodeScalarView()
        string.append(contentsOf: text[range])
        return String(string)
    }

    func looking(at word: String) -> Bool {
        text[min(place, text.count)...].starts(with: word.unicodeScalars)
    }

    mutating func take(_ word: String) -> Bool {
        guard looking(at: word) else { return false }
        place += word.unicodeScalars.count
        return true
    }

    /// The word here when it is one of those that the shell keeps for itself.
    var reservedWord: String? {
        var end = place
        while end < text.count, !Self.ends.contains(text[end]) { end += 1 }
        let word = string(place..<end)
        return Self.reserved.contains(word) ? word : nil
    }

    private static let reserved: Set<String> = [
        "!", "{", "}", "if", "then", "else", "elif", "fi", "for", "in", "do", "done", "while", "until",
        "case",
        "esac", "function", "select", "[[",
    ]

    mutating func expect(_ word: String) throws(AuditObstacle) {
        skipBlanks()
        guard reservedWord == word else { throw AuditObstacle(reason: "\"\(word)\" is missing") }
        place += word.unicodeScalars.count
    }

    mutating func skipBlanks() {
        while let next = peek {
            if next == " " || next == "\t" || next == "\r" {
                place += 1
            } else if next == "\\", place + 1 < text.count, text[place + 1] == "\n" {
                place += 2
            } else if next == "#" {
                while peek.map({ $0 != "\n" }) == true { place += 1 }
            } else {
                return
            }
        }
    }

    mutating func skipSeparators() {
        skipBlanks()
        while peek == "\n" || peek == ";" {
            place += 1
            skipBlanks()
        }
    }

    mutating func skipSeparatorsAfterOperator() {
        skipBlanks()
        while peek == "\n" {
            place += 1
            skipBlanks()
        }
    }

    /// The next word, or nil where none stands.
    mutating func word() throws(AuditObstacle) -> ShellWord? {
        var parts: [ShellWord.Part] = []
        var plain = ""
        func flush() {
            if !plain.isEmpty { parts.append(.text(plain, isQuoted: false)) }
            plain = ""
        }
        while let next = peek, !Self.ends.contains(next) {
            switch next {
            case "'":
                flush()
                place += 1
                let start = place
                while peek.map({ $0 != "'" }) == true { place += 1 }
                guard peek != nil else { throw AuditObstacle(reason: "a quote is not closed") }
                parts.append(.text(string(start..<place), isQuoted: true))
                place += 1
            case "\"":
                flush()
                place += 1
                parts += try quotedParts()
            case "\\":
                place += 1
                guard let escaped = peek else { throw AuditObstacle(reason: "it ends in a backslash") }
                place += 1
                if escaped == "\n" { continue }
                flush()
                parts.append(.text(String(Character(escaped)), isQuoted: true))
            case "$", "`":
                if let part = try substitution(isQuoted: false) {
                    flush()
                    parts.append(part)
                } else {
                    plain.unicodeScalars.append(next)
                    place += 1
                }
            default:
                plain.unicodeScalars.append(next)
                place += 1
            }
        }
        flush()
        return parts.isEmpty ? nil : ShellWord(parts: parts)
    }

    private mutating func quotedParts() throws(AuditObstacle) -> [ShellWord.Part] {
        // An empty text keeps the word alive: "" is an argument.
        var parts: [ShellWord.Part] = [.text("", isQuoted: true)]
        var text = ""
        func flush() {
            if !text.isEmpty { parts.append(.text(text, isQuoted: true)) }
            text = ""
        }
        while let next = peek {
            if next == "\"" {
                place += 1
                flush()
                return parts
            }
            if next == "\\", place + 1 < self.text.count {
                let escaped = self.text[place + 1]
                place += 2
                if escaped == "\n" { continue }
                if !["$", "`", "\"", "\\"].contains(escaped) { text.unicodeScalars.append("\\") }
                text.unicodeScalars.append(escaped)
            } else if next == "$" || next == "`", let part = try substitution(isQuoted: true) {
                flush()
                parts.append(part)
            } else {
                text.unicodeScalars.append(next)
                place += 1
            }
        }
        throw AuditObstacle(reason: "a quote is not closed")
    }

    /// A variable or a command's output; nil for a dollar sign that stands for itself.
    private mutating func substitution(isQuoted: Bool) throws(AuditObstacle) -> ShellWord.Part? {
        if peek == "`" { return .output(try backquoted(), isQuoted: isQuoted) }
        guard place + 1 < text.count else { return nil }
        let next = text[place + 1]
        if next == "(" {
            place += 2
            if peek == "(" { throw AuditObstacle(reason: "the shell's arithmetic is not understood here") }
            let command = try list(until: [])
            guard take(")") else { throw AuditObstacle(reason: "a parenthesis is not closed") }
            return .output(command, isQuoted: isQuoted)
        }
        if next == "{" { return try bracedVariable(isQuoted: isQuoted) }
        if ["?", "@", "*", "#", "$", "!", "-"].contains(next) || ("0"..."9").contains(next) {
            throw AuditObstacle(reason: "the shell's \"$\(next)\" is not understood here")
        }
        guard Self.isNameScalar(next) else { return nil }
        place += 1
        let start = place
        while peek.map(Self.isNameScalar) == true { place += 1 }
        return .variable(string(start..<place), fallback: nil, isQuoted: isQuoted)
    }

    private mutating func bracedVariable(isQuoted: Bool) throws(AuditObstacle) -> ShellWord.Part {
        place += 2
        let start = place
        while peek.map({ $0 != "}" }) == true { place += 1 }
        guard peek != nil else { throw AuditObstacle(reason: "a brace is not closed") }
        let inside = string(start..<place)
        place += 1
        if Self.isName(inside) { return .variable(inside, fallback: nil, isQuoted: isQuoted) }
        if let colon = inside.firstRange(of: ":-") {
            let name = String(inside[..<colon.lowerBound])
            let fallback = String(inside[colon.upperBound...])
            if Self.isName(name), !fallback.contains(where: { "$`\"'\\".contains($0) }) {
                return .variable(name, fallback: fallback, isQuoted: isQuoted)
            }
        }
        throw AuditObstacle(reason: "the shell's \"${\(inside)}\" is not understood here")
    }

    private mutating func backquoted() throws(AuditObstacle) -> ShellCommand {
        place += 1
        var script = ""
        while let next = peek, next != "`" {
            place += 1
            if next == "\\", let escaped = peek, ["`", "\\", "$"].contains(escaped) {
                place += 1
                script.unicodeScalars.append(escaped)
            } else {
                script.unicodeScalars.append(next)
            }
        }
        guard take("`") else { throw AuditObstacle(reason: "a back quote is not closed") }
        var parser = ShellParser(script, depth: depth + 1)
        let command = try parser.list(until: [])
        if let rest = parser.peek { throw AuditObstacle(reason: "\"\(rest)\" is not expected") }
        return command
    }
}
