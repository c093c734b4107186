import Bytes

/// Reads the label selector grammar and refuses with kube-apiserver's sentences.
struct LabelSelectorParser {
    private var tokens: [LabelSelectorToken]
    private var position = 0

    init(_ text: String) { tokens = LabelSelectorToken.scan(text) }

    mutating func parse() throws(StatusError) -> [LabelSelector.Requirement] {
        var requirements: [LabelSelector.Requirement] = []
        while true {
            let next = peek
            if next.kind == .end { return requirements }
            guard next.kind == .identifier || next.kind == .not else {
                throw .badRequest("found '\(next.text)', expected: !, identifier, or 'end of string'")
            }
            requirements.append(try wrapped())
            let mark = consume()
            if mark.kind == .end { return requirements }
            guard mark.kind == .comma else {
                throw .badRequest("found '\(mark.text)', expected: ',' or 'end of string'")
            }
            let after = peek
            guard after.kind == .identifier || after.kind == .not else {
                throw .badRequest("found '\(after.text)', expected: identifier after ','")
            }
        }
    }

    private mutating func wrapped() throws(StatusError) -> LabelSelector.Requirement {
        do throws(Refusal) { return try requirement() } catch {
            throw .badRequest("unable to parse requirement: \(error.sentence)")
        }
    }

    private struct Refusal: Error { var sentence: String }

    private mutating func requirement() throws(Refusal) -> LabelSelector.Requirement {
        var token = consume()
        let isNegated = token.kind == .not
        if isNegated { token = consume() }
        guard token.kind == .identifier else {
            throw Refusal(sentence: "found '\(token.text)', expected: identifier")
        }
        let key = token.text
        try check(NameGrammar.qualifiedName(key), "<nil>", key)
        if isNegated || peek.kind == .end || peek.kind == .comma {
            return LabelSelector.Requirement(key: key, comparison: isNegated ? .doesNotExist : .exists)
        }
        let (comparison, isSet) = try comparison()
        let values = isSet ? try valueSet() : [try exactValue()]
        for (index, value) in values.enumerated() {
            try check(NameGrammar.labelValue(value), "values[\(index)][\(key)]", value)
        }
        let isOrder = comparison == .greaterThan || comparison == .lessThan
        if isOrder, let value = values.first, Int64(value) == nil {
            try check(
                ["for 'Gt', 'Lt' operators, the value must be an integer"], "values[0]", value)
        }
        return LabelSelector.Requirement(key: key, comparison: comparison, values: values)
    }

    private func check(_ problems: [String], _ path: String, _ value: String) throws(Refusal) {
        if problems.isEmpty { return }
        throw Refusal(
            sentence: "\(path): Invalid value: \(GoText.quoted(value)): \(problems.joined(separator: "; "))")
    }

    private mutating func comparison() throws(Refusal) -> (LabelSelector.Operator, isSet: Bool) {
        let token = consume()
        switch (token.kind, token.text) {
        case (.identifier, "in"): return (.in, true)
        case (.identifier, "notin"): return (.notIn, true)
        case (.comparison, "="), (.comparison, "=="): return (.in, false)
        case (.comparison, "!="): return (.notIn, false)
        case (.comparison, ">"): return (.greaterThan, false)
        case (.comparison, "<"): return (.lessThan, false)
        default: throw Refusal(sentence: "found '\(token.text)', expected: in, notin, =, ==, !=, gt, lt")
        }
    }

    private mutating func exactValue() throws(Refusal) -> String {
        if peek.kind == .end || peek.kind == .comma { return "" }
        let token = consume()
        guard token.kind == .identifier else {
            throw Refusal(sentence: "found '\(token.text)', expected: identifier")
        }
        return token.text
    }

    private mutating func valueSet() throws(Refusal) -> [String] {
        let open = consume()
        guard open.kind == .open else { throw Refusal(sentence: "found '\(open.text)' expected: '('") }
        var values: Set<String> = []
        if peek.kind == .close {
            position += 1
            throw Refusal(
                sentence: "values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty")
        }
        // A missing value around a comma is the empty string: `(a,)` means "a" or "".
        while true {
            let token = consume()
            switch token.kind {
            case .identifier:
                values.insert(token.text)
                guard peek.kind == .comma || peek.kind == .close else {
                    throw Refusal(sentence: "found '\(peek.text)', expected: ',' or ')'")
                }
            case .comma:
                if values.isEmpty || peek.kind == .comma || peek.kind == .close { values.insert("") }
            case .close: return values.sorted()
            default: throw Refusal(sentence: "found '\(token.text)', expected: ',', ')' or identifier")
            }
        }
    }

    private var peek: LabelSelectorToken {
        position < tokens.count ? tokens[position] : LabelSelectorToken(kind: .end, text: "")
    }

    private mutating func consume() -> LabelSelectorToken {
        defer { position += 1 }
        return peek
    }
}

/// A word of the label selector grammar.
struct LabelSelectorToken {
    enum Kind { case identifier, not, comparison, open, close, comma, unknown, end }
    var kind: Kind
    var text: String

    static func scan(_ text: String) -> [LabelSelectorToken] {
        var tokens: [LabelSelectorToken] = []
        var rest = text.unicodeScalars[...]
        while let first = rest.first {
            if isSpace(first) {
                rest.removeFirst()
            } else if isSpecial(first) {
                tokens.append(special(&rest))
            } else {
                let word = rest.prefix { !isSpace($0) && !isSpecial($0) }
                rest = rest[word.endIndex...]
                tokens.append(LabelSelectorToken(kind: .identifier, text: String(word)))
            }
        }
        return tokens
    }

    private static func special(_ rest: inout Substring.UnicodeScalarView) -> LabelSelectorToken {
        let first = rest.removeFirst()
        switch first {
        case "(": return LabelSelectorToken(kind: .open, text: "(")
        case ")": return LabelSelectorToken(kind: .close, text: ")")
        case ",": return LabelSelectorToken(kind: .comma, text: ",")
        case ">", "<": return LabelSelectorToken(kind: .comparison, text: String(first))
        default: break
        }
        let isDouble = rest.first == "="
        if isDouble { rest.removeFirst() }
        if first == "!" && !isDouble { return LabelSelectorToken(kind: .not, text: "!") }
        return LabelSelectorToken(kind: .comparison, text: isDouble ? "\(first)=" : "=")
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }

    private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "!", "(", ")", ",", ">", "<": true
        default: false
        }
    }
}
