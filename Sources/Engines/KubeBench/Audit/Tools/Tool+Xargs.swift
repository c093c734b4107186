extension Tool {
    /// `xargs`: a program with the words of the input as arguments.
    static let xargs: Body = { call throws(AuditShell.ShellStop) in
        let options = try ToolOptions(
            call, flags: "r0", values: "InL",
            long: ["no-run-if-empty": "r", "null": "0", "replace": "I", "max-args": "n"],
            stopsAtOperand: true)
        let command = options.operands.isEmpty ? ["echo"] : options.operands
        var groups: [[String]] = []
        let input = call.streams.input
        if let mark = options.value("I") {
            groups = ToolCall.lines(input).compactMap { line in
                let text = String(decoding: line.drop { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
                return text.isEmpty ? nil : [text]
            }
            var code: Int32 = 0
            for group in groups {
                let words = command.map { $0.replacing(mark, with: group[0]) }
                code = max(code, try call.runInner(words))
            }
            return code
        }
        if options.has("0") {
            groups = [input.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }]
        } else if let lines = options.value("L") {
            guard lines == "1" else { throw call.obstacle("-L \(lines) is not answered here") }
            for line in ToolCall.lines(input) {
                let words = try call.words(Array(line))
                if !words.isEmpty { groups.append(words) }
            }
        } else {
            groups = [try call.words(input)]
        }
        if let count = try options.count("n", of: call) {
            guard count > 0 else { throw call.obstacle("-n 0") }
            let all = groups.flatMap { $0 }
            groups = stride(from: 0, to: all.count, by: count).map {
                Array(all[$0..<min($0 + count, all.count)])
            }
        }
        if groups.allSatisfy(\.isEmpty) {
            return options.has("r") ? 0 : try call.runInner(command)
        }
        var code: Int32 = 0
        for group in groups { code = max(code, try call.runInner(command + group)) }
        return code
    }
}

extension ToolCall {
    /// Runs the program of `xargs`; its failure becomes 123.
    fileprivate func runInner(_ words: [String]) throws(AuditShell.ShellStop) -> Int32 {
        let streams = AuditShell.Streams(output: streams.output, errors: streams.errors)
        let code = try shell.run(program: words[0], Array(words.dropFirst()), streams)
        return code == 0 ? 0 : 123
    }

    /// The words of the input: quotes and backslashes as `xargs` reads them.
    fileprivate func words(_ bytes: [UInt8]) throws(AuditShell.ShellStop) -> [String] {
        var words: [String] = []
        var current: [UInt8]?
        var quote: UInt8?
        var isEscaped = false
        for byte in bytes {
            if isEscaped {
                current = (current ?? []) + [byte]
                isEscaped = false
            } else if let open = quote {
                if byte == open {
                    quote = nil
                } else if byte == 0x0A {
                    throw obstacle("a quote in its input is not closed")
                } else {
                    current = (current ?? []) + [byte]
                }
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
                current = current ?? []
            } else if byte == 0x20 || byte == 0x09 || byte == 0x0A {
                if let done = current { words.append(String(decoding: done, as: UTF8.self)) }
                current = nil
            } else {
                current = (current ?? []) + [byte]
            }
        }
        if quote != nil || isEscaped { throw obstacle("a quote in its input is not closed") }
        if let current { words.append(String(decoding: current, as: UTF8.self)) }
        return words
    }
}
