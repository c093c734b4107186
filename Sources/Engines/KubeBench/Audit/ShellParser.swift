/// Reads shell lines; what it does not know is an obstacle, never a guess.
struct ShellParser {
    let text: [Unicode.Scalar]
    var place = 0
    private(set) var depth = 0

    /// Deeper nesting than any audit has.
    private static let depthLimit = 24

    init(_ script: String, depth: Int = 0) {
        text = Array(script.unicodeScalars)
        self.depth = depth
    }

    /// Reads a whole script.
    static func parse(_ script: String) throws(AuditObstacle) -> ShellCommand {
        var parser = ShellParser(script)
        let command = try parser.list(until: [])
        if let rest = parser.peek { throw AuditObstacle(reason: "\"\(rest)\" is not expected") }
        return command
    }

    /// Commands up to one of some reserved words or a closing parenthesis, which are not consumed.
    mutating func list(until ends: Set<String>) throws(AuditObstacle) -> ShellCommand {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.depthLimit {
            throw AuditObstacle(reason: "it is nested deeper than \(Self.depthLimit)")
        }
        var commands: [ShellCommand] = []
        while true {
            skipSeparators()
            guard let next = peek, next != ")" else { break }
            if let word = reservedWord, ends.contains(word) { break }
            commands.append(try conditional())
            skipBlanks()
            guard let after = peek else { break }
            switch after {
            case ";", "\n": place += 1
            case ")": break
            case "&": throw AuditObstacle(reason: "a command runs in the background")
            default: throw AuditObstacle(reason: "\"\(after)\" is not expected")
            }
        }
        return commands.count == 1 ? commands[0] : .sequence(commands)
    }

    private mutating func conditional() throws(AuditObstacle) -> ShellCommand {
        var command = try pipeline()
        while true {
            skipBlanks()
            if take("&&") {
                skipSeparatorsAfterOperator()
                command = .both(command, try pipeline())
            } else if take("||") {
                skipSeparatorsAfterOperator()
                command = .either(command, try pipeline())
            } else {
                return command
            }
        }
    }

    private mutating func pipeline() throws(AuditObstacle) -> ShellCommand {
        skipBlanks()
        var isNegated = false
        while reservedWord == "!" {
            isNegated.toggle()
            place += 1
            skipBlanks()
        }
        var commands = [try command()]
        while true {
            skipBlanks()
            guard peek == "|", !looking(at: "||") else { break }
            place += 1
            if peek == "&" { throw AuditObstacle(reason: "\"|&\" is not of the POSIX shell") }
            skipSeparatorsAfterOperator()
            commands.append(try command())
        }
        return commands.count == 1 && !isNegated ? commands[0] : .pipeline(commands, isNegated: isNegated)
    }

    private mutating func command() throws(AuditObstacle) -> ShellCommand {
        skipBlanks()
        if peek == "(" {
            place += 1
            let body = try list(until: [])
            guard take(")") else { throw AuditObstacle(reason: "a parenthesis is not closed") }
            return .group(body, ownVariables: true, redirections: try redirections())
        }
        switch reservedWord {
        case "{":
            place += 1
            let body = try list(until: ["}"])
            try expect("}")
            return .group(body, ownVariables: false, redirections: try redirections())
        case "if": return try choice()
        case "for": return try loop()
        case "while", "until", "case", "function", "select", "[[", "then", "do", "done", "fi", "else", "elif",
            "}", "esac", "in":
            throw AuditObstacle(reason: "the shell's \"\(reservedWord ?? "")\" is not understood here")
        default: return try simple()
        }
    }

    private mutating func choice() throws(AuditObstacle) -> ShellCommand {
        var branches: [ShellCommand.Branch] = []
        try expect("if")
        while true {
            let condition = try list(until: ["then"])
            try expect("then")
            let body = try list(until: ["elif", "else", "fi"])
            branches.append(ShellCommand.Branch(condition: condition, body: body))
            guard reservedWord == "elif" else { break }
            try expect("elif")
        }
        var otherwise = ShellCommand.sequence([])
        if reservedWord == "else" {
            try expect("else")
            otherwise = try list(until: ["fi"])
        }
        try expect("fi")
        return try redirected(.choice(branches, otherwise: otherwise))
    }

    private mutating func loop() throws(AuditObstacle) -> ShellCommand {
        try expect("for")
        skipBlanks()
        guard let name = try word()?.plainText, Self.isName(name) else {
            throw AuditObstacle(reason: "a for has no name")
        }
        skipSeparatorsAfterOperator()
        guard reservedWord == "in" else { throw AuditObstacle(reason: "a for has no list") }
        try expect("in")
        var words: [ShellWord] = []
        while true {
            skipBlanks()
            guard let next = try word() else { break }
            words.append(next)
        }
        skipSeparators()
        try expect("do")
        let body = try list(until: ["done"])
        try expect("done")
        return try redirected(.loop(name: name, words: words, body: body))
    }

    private mutating func redirected(_ command: ShellCommand) throws(AuditObstacle) -> ShellCommand {
        let redirections = try redirections()
        if redirections.isEmpty { return command }
        return .group(command, ownVariables: false, redirections: redirections)
    }

    private mutating func redirections() throws(AuditObstacle) -> [Redirection] {
        var redirections: [Redirection] = []
        skipBlanks()
        while let redirection = try redirection() {
            redirections.append(redirection)
            skipBlanks()
        }
        return redirections
    }

    private mutating func simple() throws(AuditObstacle) -> ShellCommand {
        var assignments: [ShellCommand.Assignment] = []
        var words: [ShellWord] = []
        var redirections: [Redirection] = []
        while true {
            skipBlanks()
            if let redirection = try redirection() {
                redirections.append(redirection)
            } else if words.isEmpty, let assignment = try assignment() {
                assignments.append(assignment)
            } else if let word = try word() {
                words.append(word)
            } else {
                break
            }
        }
        if assignments.isEmpty, words.isEmpty, redirections.isEmpty {
            let next = peek.map { "\"\($0)\"" } ?? "the end"
            throw AuditObstacle(reason: "a command is expected before \(next)")
        }
        return .simple(assignments: assignments, words: words, redirections: redirections)
    }

    private mutating func assignment() throws(AuditObstacle) -> ShellCommand.Assignment? {
        var end = place
        while end < text.count, Self.isNameScalar(text[end]) { end += 1 }
        guard end > place, end < text.count, text[end] == "=", !("0"..."9").contains(text[place]) else {
            return nil
        }
        let name = string(place..<end)
        place = end + 1
        return ShellCommand.Assignment(name: name, word: try word() ?? ShellWord(parts: []))
    }

    private mutating func redirection() throws(AuditObstacle) -> Redirection? {
        var end = place
        while end < text.count, ("0"..."9").contains(text[end]) { end += 1 }
        guard end < text.count, text[end] == ">" || text[end] == "<" else { return nil }
        let descriptor = string(place..<end)
        let isOutput = text[end] == ">"
        place = end + 1
        if let next = peek, next == ">" || next == "<" || next == "|" {
            throw AuditObstacle(reason: "a redirection is not understood here")
        }
        if isOutput, take("&") {
            guard let target = try word()?.plainText else {
                throw AuditObstacle(reason: "a redirection has no target")
            }
            switch (descriptor, target) {
            case ("2", "1"): return .errorsToOutput
            case ("", "2"), ("1", "2"): return .outputToErrors
            default: throw AuditObstacle(reason: "a redirection is not understood here")
            }
        }
        skipBlanks()
        guard let target = try word() else { throw AuditObstacle(reason: "a redirection has no target") }
        guard isOutput else {
            guard descriptor.isEmpty || descriptor == "0" else {
                throw AuditObstacle(reason: "a redirection is not understood here")
            }
            return .input(target)
        }
        guard target.plainText == "/dev/null" else { throw AuditObstacle(reason: "it writes to a file") }
        switch descriptor {
        case "", "1": return .dropOutput
        case "2": return .dropErrors
        default: throw AuditObstacle(reason: "a redirection is not understood here")
        }
    }
}
