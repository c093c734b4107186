/// RE2's syntax rewritten for PCRE2, where the same characters mean something else or more.
struct RE2Syntax {
    private let source: [Unicode.Scalar]
    private var index = 0
    private var output = String.UnicodeScalarView()
    /// Whether `$` matches at line ends; one entry for each open group.
    private var isMultiline = [false]
    /// Whether what stands before can be repeated, and whether it has been.
    private var canRepeat = false
    private var isRepeated = false

    static func translate(_ source: String) throws(RegularExpression.Invalid) -> String {
        var syntax = RE2Syntax(source: Array(source.unicodeScalars))
        try syntax.run()
        return String(syntax.output)
    }

    private init(source: [Unicode.Scalar]) { self.source = source }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        index + ahead < source.count ? source[index + ahead] : nil
    }

    private func text(_ start: Int, _ end: Int) -> String {
        String(String.UnicodeScalarView(source[start..<min(end, source.count)]))
    }

    private func invalid(_ reason: String, _ part: String) -> RegularExpression.Invalid {
        RegularExpression.Invalid(message: "error parsing regexp: \(reason): `\(part)`")
    }

    private mutating func take(_ count: Int = 1) {
        output.append(contentsOf: source[index..<index + count])
        index += count
    }

    private mutating func atom() { (canRepeat, isRepeated) = (true, false) }

    private mutating func run() throws(RegularExpression.Invalid) {
        while let scalar = peek() {
            switch scalar {
            case "\\": try escape(inClass: false)
            case "[": try characterClass()
            case "(": try open()
            case ")":
                guard isMultiline.count > 1 else { throw invalid("unexpected )", text(0, source.count)) }
                isMultiline.removeLast()
                take()
                atom()
            case "|":
                take()
                (canRepeat, isRepeated) = (false, false)
            case "*", "+", "?": try repeatOperator(length: 1)
            case "{":
                if let length = boundsLength() {
                    try checkBounds(length)
                    try repeatOperator(length: length)
                } else {
                    output.append("\\")
                    take()
                    atom()
                }
            case "$":
                index += 1
                output.append(contentsOf: (isMultiline.last == true ? "$" : "\\z").unicodeScalars)
                atom()
            default:
                take()
                atom()
            }
        }
        if isMultiline.count > 1 { throw invalid("missing closing )", text(0, source.count)) }
    }

    private mutating func repeatOperator(length: Int) throws(RegularExpression.Invalid) {
        let part = text(index, index + length)
        guard canRepeat else { throw invalid("missing argument to repetition operator", part) }
        if isRepeated { throw invalid("invalid nested repetition operator", text(index - 1, index + length)) }
        take(length)
        // A question mark right after makes it lazy in both.
        if peek() == "?" { take() }
        isRepeated = true
    }

    /// The length of `{n}`, `{n,}` or `{n,m}` here; nil for a brace that stands for itself.
    private func boundsLength() -> Int? {
        var ahead = 1
        func digits() -> Int {
            let start = ahead
            while let scalar = peek(ahead), scalar >= "0", scalar <= "9" { ahead += 1 }
            return ahead - start
        }
        guard digits() > 0 else { return nil }
        if peek(ahead) == "," {
            ahead += 1
            _ = digits()
        }
        return peek(ahead) == "}" ? ahead + 1 : nil
    }

    private func checkBounds(_ length: Int) throws(RegularExpression.Invalid) {
        let part = text(index, index + length)
        let numbers = part.dropFirst().dropLast().split(separator: ",").map { Int($0) ?? .max }
        if numbers.contains(where: { $0 > 1000 }) || (numbers.count == 2 && numbers[0] > numbers[1]) {
            throw invalid("invalid repeat count", part)
        }
    }

    /// A group: plain, named, or with flags; RE2 knows no other kind.
    private mutating func open() throws(RegularExpression.Invalid) {
        (canRepeat, isRepeated) = (false, false)
        let outer = isMultiline.last ?? false
        guard peek(1) == "?" else {
            take()
            isMultiline.append(outer)
            return
        }
        if peek(2) == "P" && peek(3) == "<" || peek(2) == "<" && peek(3) != "=" && peek(3) != "!" {
            take(peek(2) == "P" ? 4 : 3)
            isMultiline.append(outer)
            return
        }
        var ahead = 2
        var (isOff, multiline) = (false, outer)
        while let flag = peek(ahead) {
            switch flag {
            case "i", "s", "U": break
            case "m": multiline = !isOff
            case "-" where !isOff: isOff = true
            case ":":
                take(ahead + 1)
                isMultiline.append(multiline)
                return
            case ")" where ahead > 2:
                take(ahead + 1)
                isMultiline[isMultiline.count - 1] = multiline
                return
            default:
                throw invalid("invalid or unsupported Perl syntax", text(index, index + ahead + 1))
            }
            ahead += 1
        }
        throw invalid("missing closing )", text(0, source.count))
    }

    private mutating func escape(inClass: Bool) throws(RegularExpression.Invalid) {
        guard let next = peek(1) else {
            throw invalid("trailing backslash at end of expression", "")
        }
        switch next {
        case "v":
            // In PCRE2 this is every vertical space.
            output.append(contentsOf: "\\x0B".unicodeScalars)
            index += 2
        case "Q" where !inClass:
            index += 2
            while let scalar = peek(), !(scalar == "\\" && peek(1) == "E") {
                output.append(contentsOf: "\\x{\(String(scalar.value, radix: 16))}".unicodeScalars)
                index += 1
            }
            if peek() != nil { index += 2 }
        case "s", "S":
            // PCRE2's white space has the vertical tab too.
            let members = "\\t\\n\\f\\r "
            let set = inClass ? (next == "s" ? members : nil) : next == "s" ? "[\(members)]" : "[^\(members)]"
            guard let set else { throw invalid("invalid escape sequence", "\\S") }
            output.append(contentsOf: set.unicodeScalars)
            index += 2
        case "d", "D", "w", "W", "a", "f", "n", "r", "t", "p", "P", "x": take(2)
        case "A", "z", "b",
            "B" where !inClass:
            take(2)
        case "0"..."7":
            // Octal digits, two of them at least, or three after a zero; one digit alone refers to a group.
            guard next == "0" || (peek(2).map { $0 >= "0" && $0 <= "7" } ?? false) else {
                throw invalid("invalid escape sequence", text(index, index + 2))
            }
            take(2)
        default:
            let isPlain = next.isASCII && !next.properties.isAlphabetic && next.properties.numericType == nil
            guard isPlain else { throw invalid("invalid escape sequence", text(index, index + 2)) }
            take(2)
        }
        if !inClass { atom() }
    }

    private mutating func characterClass() throws(RegularExpression.Invalid) {
        let start = index
        take()
        if peek() == "^" { take() }
        if peek() == "]" {
            output.append("\\")
            take()
        }
        while let scalar = peek() {
            switch scalar {
            case "]":
                take()
                atom()
                return
            case "\\": try escape(inClass: true)
            case "[":
                if peek(1) == ":" {
                    take()
                } else {
                    output.append("\\")
                    take()
                }
            default: take()
            }
        }
        throw invalid("missing closing ]", text(start, source.count))
    }
}
