/// Licence expressions (SPDX 2.3, Annex D).
enum LicenseExpression {
    /// Whether a text is one licence of the list.
    static func isListed(_ text: String) -> Bool { LicenseList.licenses.contains(text[...]) }

    /// Whether a text is an expression of which every licence is known: listed, or a reference that `knows` knows.
    static func isValid(_ text: String, knows: (Substring) -> Bool = { _ in false }) -> Bool {
        var depth = 0
        var wantsLicense = true
        var wantsException = false
        for token in tokens(text) {
            switch token {
            case "(":
                guard wantsLicense, !wantsException else { return false }
                depth += 1
            case ")":
                guard !wantsLicense, depth > 0 else { return false }
                depth -= 1
            case "AND", "OR":
                guard !wantsLicense else { return false }
                wantsLicense = true
            case "WITH":
                guard !wantsLicense else { return false }
                (wantsLicense, wantsException) = (true, true)
            default:
                guard wantsLicense else { return false }
                // Where the name says already which versions are meant, no sign may say it again.
                let isFixed = ["-only", "-or-later", "exception"].contains { token.dropLast().hasSuffix($0) }
                let name = token.last == "+" && !isFixed ? token.dropLast() : token
                guard
                    wantsException
                        ? LicenseList.exceptions.contains(token)
                        : LicenseList.licenses.contains(token) || LicenseList.licenses.contains(name)
                            || knows(token)
                else { return false }
                (wantsLicense, wantsException) = (false, false)
            }
        }
        return depth == 0 && !wantsLicense
    }

    /// The parts of an expression that `AND` joins outside of parentheses; the whole when there is but one.
    static func conjuncts(_ text: String) -> [String] {
        var parts: [String] = []
        var part: [Substring] = []
        var depth = 0
        var hasAlternative = false
        for token in tokens(text) {
            if token == "(" { depth += 1 }
            if token == ")" { depth -= 1 }
            if depth == 0, token == "OR" { hasAlternative = true }
            if depth == 0, token == "AND" {
                parts.append(joined(part))
                part = []
            } else {
                part.append(token)
            }
        }
        parts.append(joined(part))
        // OR binds weaker than AND.
        return hasAlternative ? [text] : parts.filter { !$0.isEmpty }
    }

    private static func joined(_ tokens: [Substring]) -> String {
        var tokens = tokens[...]
        while tokens.first == "(", tokens.last == ")", isOneGroup(tokens) {
            tokens = tokens.dropFirst().dropLast()
        }
        var text = ""
        for token in tokens {
            if !text.isEmpty, text.last != "(", token != ")" { text += " " }
            text += token
        }
        return text
    }

    /// Whether the first parenthesis is closed by the last.
    private static func isOneGroup(_ tokens: ArraySlice<Substring>) -> Bool {
        var depth = 0
        for (index, token) in zip(tokens.indices, tokens) {
            if token == "(" { depth += 1 }
            if token == ")" { depth -= 1 }
            if depth == 0 { return index == tokens.endIndex - 1 }
        }
        return false
    }

    static func tokens(_ text: String) -> [Substring] {
        var tokens: [Substring] = []
        var start: String.Index?
        for index in text.indices {
            let character = text[index]
            let isSign = character == "(" || character == ")"
            if isSign || character.isWhitespace {
                if let begin = start { tokens.append(text[begin..<index]) }
                start = nil
                if isSign { tokens.append(text[index...index]) }
            } else if start == nil {
                start = index
            }
        }
        if let start { tokens.append(text[start...]) }
        return tokens
    }
}
