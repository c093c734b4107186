import Host
import Patterns

extension Tool {
    /// `grep`: the lines that match.
    static func grep(
        _ call: ToolCall, grammar: PosixPattern.Grammar = .basic, isFixed: Bool = false
    ) throws(AuditShell.ShellStop) -> Int32 {
        let options = try ToolOptions(
            call, flags: "viEFGoqwxclshHn", values: "eABCm",
            long: [
                "invert-match": "v", "ignore-case": "i", "only-matching": "o", "quiet": "q", "count": "c",
                "extended-regexp": "E", "fixed-strings": "F", "word-regexp": "w", "regexp": "e",
                "max-count": "m", "after-context": "A", "before-context": "B", "context": "C",
            ])
        var operands = options.operands
        var sources: [String] = []
        if let given = options.values["e"] {
            sources = given
        } else if !operands.isEmpty {
            sources = [operands.removeFirst()]
        } else {
            try call.streams.errors.write(
                "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n")
            return 2
        }
        let search = try LineSearch(call, options, sources, grammar: grammar, isFixed: isFixed)
        let showsNames = (operands.count > 1 || options.has("H")) && !options.has("h")
        var (hasMatch, hasFailed) = (false, false)
        for path in operands.isEmpty ? ["-"] : operands {
            var quiet = call
            if options.has("s") { quiet = call.withoutErrors }
            guard let bytes = try quiet.content(of: path) else {
                hasFailed = true
                continue
            }
            let name = path == "-" ? "(standard input)" : path
            if try search.run(bytes, prefix: showsNames ? name : nil, name: name) { hasMatch = true }
            if hasMatch, options.has("q") { return 0 }
        }
        return hasFailed ? 2 : hasMatch ? 0 : 1
    }

    /// What `grep` looks for in the lines of one file after another.
    private struct LineSearch {
        let call: ToolCall
        let options: ToolOptions
        let pattern: Pattern
        let (before, after): (Int, Int)
        let most: Int

        init(
            _ call: ToolCall, _ options: ToolOptions, _ sources: [String], grammar: PosixPattern.Grammar,
            isFixed: Bool
        ) throws(AuditShell.ShellStop) {
            self.call = call
            self.options = options
            let context = try options.count("C", of: call) ?? 0
            before = try options.count("B", of: call) ?? context
            after = try options.count("A", of: call) ?? context
            most = try options.count("m", of: call) ?? .max
            let grammar = options.has("E") ? .extended : grammar
            var expressions: [String] = []
            for source in sources.flatMap({ $0.split(separator: "\n", omittingEmptySubsequences: false) }) {
                if options.has("F") || isFixed {
                    expressions.append(source.unicodeScalars.map(PosixPattern.escaped).joined())
                } else {
                    expressions.append(try call.pattern(String(source), grammar))
                }
            }
            var expression = expressions.map { "(?:\($0))" }.joined(separator: "|")
            if options.has("w") { expression = "(?<!\\w)(?:\(expression))(?!\\w)" }
            if options.has("x") { expression = "^(?:\(expression))$" }
            do throws(AuditObstacle) {
                pattern = try PosixPattern.compile(
                    expression: expression, ignoringCase: options.has("i"))
            } catch {
                throw .obstacle(error)
            }
        }

        /// Prints what one file holds; whether a line was selected.
        func run(_ bytes: [UInt8], prefix: String?, name: String) throws(AuditShell.ShellStop) -> Bool {
            if bytes.contains(0) { throw call.obstacle("\(name) is no text") }
            let lines = ToolCall.lines(bytes)
            var selected: [Int] = []
            for (index, line) in lines.enumerated() where selected.count < most {
                if try matches(line) != options.has("v") {
                    selected.append(index)
                    if options.has("q") || options.has("l") { break }
                }
            }
            if options.has("q") { return !selected.isEmpty }
            if options.has("l") {
                if !selected.isEmpty { try call.put(name) }
            } else if options.has("c") {
                try call.put((prefix.map { "\($0):" } ?? "") + String(selected.count))
            } else if options.has("o") {
                try putMatches(of: selected.map { lines[$0] }, prefix)
            } else {
                try put(lines, selected, prefix)
            }
            return !selected.isEmpty
        }

        private func matches(_ line: ArraySlice<UInt8>) throws(AuditShell.ShellStop) -> Bool {
            do throws(PatternError) { return try pattern.matches(line) } catch {
                throw call.obstacle("\(error)")
            }
        }

        private func putMatches(
            of lines: [ArraySlice<UInt8>], _ prefix: String?
        ) throws(AuditShell.ShellStop) {
            if options.has("v") { return }
            for line in lines {
                let line = Array(line)
                var ranges: [Range<Int>] = []
                do throws(PatternError) {
                    try pattern.forEachMatch(in: line) { match in
                        if !match.range.isEmpty { ranges.append(match.range) }
                        return true
                    }
                } catch {
                    throw call.obstacle("\(error)")
                }
                for range in ranges {
                    try call.put(Array((prefix.map { "\($0):" } ?? "").utf8) + line[range])
                }
            }
        }

        private func put(
            _ lines: [ArraySlice<UInt8>], _ selected: [Int], _ prefix: String?
        ) throws(AuditShell.ShellStop) {
            var next = 0
            let chosen = Set(selected)
            for index in selected {
                let first = max(next, index - min(before, index))
                if first > next, next > 0, before + after > 0 { try call.put("--") }
                let last = min(lines.count - 1, index + min(after, lines.count))
                for place in first...max(first, last) where place >= next && place <= last {
                    let mark = chosen.contains(place) ? ":" : "-"
                    let number = options.has("n") ? "\(place + 1)\(mark)" : ""
                    try call.put(Array(((prefix.map { $0 + mark } ?? "") + number).utf8) + lines[place])
                }
                next = max(next, last + 1)
            }
        }
    }
}

extension ToolCall {
    /// The same call with its complaints dropped.
    var withoutErrors: ToolCall {
        var streams = streams
        streams.errors = AuditShell.Sink()
        return ToolCall(
            name: name, arguments: arguments, streams: streams, shell: shell, budget: budget)
    }
}
