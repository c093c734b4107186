import Patterns

extension Tool {
    /// `sed`: substitutions, and lines printed or deleted by number or expression.
    static let sed: Body = { call throws(AuditShell.ShellStop) in
        let options = try ToolOptions(
            call, flags: "nEr", values: "e",
            long: ["quiet": "n", "silent": "n", "regexp-extended": "E", "expression": "e"])
        var operands = options.operands
        var scripts = options.values["e"] ?? []
        if scripts.isEmpty {
            if operands.isEmpty { throw call.obstacle("the script is missing") }
            scripts = [operands.removeFirst()]
        }
        var parser = EditParser(
            call: call, grammar: options.has("E") || options.has("r") ? .extended : .basic)
        var edits: [Edit] = []
        for script in scripts { edits += try parser.edits(script) }
        let lines = try call.inputLines(operands)
        for (index, line) in lines.enumerated() {
            var text = Array(line)
            var isDeleted = false
            for edit in edits {
                guard try edit.concerns(text, number: index + 1, of: lines.count, call) else { continue }
                switch edit.action {
                case .delete: isDeleted = true
                case .print: try call.put(text)
                case .substitute(let substitution):
                    let (changed, hasChanged) = try substitution.apply(to: text, call)
                    text = changed
                    if hasChanged, substitution.prints { try call.put(text) }
                }
                if isDeleted { break }
            }
            if !isDeleted, !options.has("n") { try call.put(text) }
        }
        return 0
    }
}

/// One command of a script of `sed`.
private struct Edit {
    enum Address {
        case every
        case line(Int)
        case last
        case matching(Pattern)
    }

    enum Action {
        case substitute(Substitution)
        case print
        case delete
    }

    var address: Address
    var action: Action

    func concerns(
        _ text: [UInt8], number: Int, of count: Int, _ call: ToolCall
    ) throws(AuditShell.ShellStop) -> Bool {
        switch address {
        case .every: return true
        case .line(let wanted): return number == wanted
        case .last: return number == count
        case .matching(let pattern):
            do throws(PatternError) { return try pattern.matches(text) } catch {
                throw call.obstacle("\(error)")
            }
        }
    }
}

/// The command `s` of `sed`.
private struct Substitution {
    enum Piece {
        case text([UInt8])
        case group(Int)
    }

    var pattern: Pattern
    var replacement: [Piece]
    var isGlobal: Bool
    var prints: Bool

    func apply(to text: [UInt8], _ call: ToolCall) throws(AuditShell.ShellStop) -> ([UInt8], Bool) {
        var out: [UInt8] = []
        var end = 0
        var hasMatch = false
        do throws(PatternError) {
            try pattern.forEachMatch(in: text) { match in
                hasMatch = true
                out += text[end..<max(end, match.range.lowerBound)]
                for piece in replacement {
                    switch piece {
                    case .text(let bytes): out += bytes
                    case .group(let number):
                        if number < match.ranges.count, let range = match.ranges[number] {
                            out += text[range]
                        }
                    }
                }
                end = max(end, match.range.upperBound)
                return isGlobal
            }
        } catch {
            throw call.obstacle("\(error)")
        }
        out += text[min(end, text.count)...]
        return (out, hasMatch)
    }
}

/// Reads the commands of `sed`.
private struct EditParser {
    let call: ToolCall
    let grammar: PosixPattern.Grammar

    mutating func edits(_ script: String) throws(AuditShell.ShellStop) -> [Edit] {
        var scalars = script.unicodeScalars[...]
        var edits: [Edit] = []
        while true {
            while let next = scalars.first, next == " " || next == ";" || next == "\n" {
                scalars.removeFirst()
            }
            guard let next = scalars.first else { return edits }
            var address = Edit.Address.every
            if next == "/" {
                scalars.removeFirst()
                address = .matching(try pattern(try part(&scalars, until: "/"), ignoringCase: false))
            } else if next == "$" {
                scalars.removeFirst()
                address = .last
            } else if ("0"..."9").contains(next) {
                let digits = scalars.prefix { ("0"..."9").contains($0) }
                scalars = scalars.dropFirst(digits.count)
                address = .line(Int(String(digits)) ?? 0)
            }
            switch scalars.popFirst() {
            case "p": edits.append(Edit(address: address, action: .print))
            case "d": edits.append(Edit(address: address, action: .delete))
            case "s": edits.append(Edit(address: address, action: .substitute(try substitution(&scalars))))
            default: throw call.obstacle("the script \"\(script)\" is not answered here")
            }
            if let after = scalars.first, ![" ", ";", "\n"].contains(after) {
                throw call.obstacle("the script \"\(script)\" is not answered here")
            }
        }
    }

    private func substitution(
        _ scalars: inout Substring.UnicodeScalarView
    ) throws(AuditShell.ShellStop) -> Substitution {
        guard let delimiter = scalars.popFirst(), delimiter != "\\", delimiter != "\n" else {
            throw call.obstacle("a substitution has no delimiter")
        }
        let source = try part(&scalars, until: delimiter)
        let replacement = try part(&scalars, until: delimiter)
        var (isGlobal, ignoresCase, prints) = (false, false, false)
        flags: while let flag = scalars.first {
            switch flag {
            case "g": isGlobal = true
            case "i", "I": ignoresCase = true
            case "p": prints = true
            default: break flags
            }
            scalars.removeFirst()
        }
        return Substitution(
            pattern: try pattern(source, ignoringCase: ignoresCase), replacement: pieces(replacement),
            isGlobal: isGlobal, prints: prints)
    }

    /// The text up to a delimiter; before the delimiter a backslash makes it part of the text.
    private func part(
        _ scalars: inout Substring.UnicodeScalarView, until delimiter: Unicode.Scalar
    ) throws(AuditShell.ShellStop) -> String {
        var part = ""
        var isInBrackets = false
        while let scalar = scalars.popFirst() {
            if scalar == delimiter, !isInBrackets { return part }
            if scalar == "\\", let next = scalars.popFirst() {
                if next != delimiter { part.unicodeScalars.append("\\") }
                part.unicodeScalars.append(next)
                continue
            }
            if scalar == "[" { isInBrackets = true }
            if scalar == "]" { isInBrackets = false }
            part.unicodeScalars.append(scalar)
        }
        throw call.obstacle("a substitution is not closed")
    }

    private func pattern(_ source: String, ignoringCase: Bool) throws(AuditShell.ShellStop) -> Pattern {
        do throws(AuditObstacle) {
            return try PosixPattern.compile(source, grammar, ignoringCase: ignoringCase)
        } catch {
            throw .obstacle(error)
        }
    }

    private func pieces(_ replacement: String) -> [Substitution.Piece] {
        var pieces: [Substitution.Piece] = []
        var text = ""
        func flush() {
            if !text.isEmpty { pieces.append(.text(Array(text.utf8))) }
            text = ""
        }
        var scalars = replacement.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            if scalar == "&" {
                flush()
                pieces.append(.group(0))
            } else if scalar == "\\", let next = scalars.popFirst() {
                if ("0"..."9").contains(next) {
                    flush()
                    pieces.append(.group(Int(next.value - 0x30)))
                } else {
                    text.unicodeScalars.append(next == "n" ? "\n" : next == "t" ? "\t" : next)
                }
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        flush()
        return pieces
    }
}
