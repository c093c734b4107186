import Patterns

extension Tool {
    /// `awk`: a program that prints fields of the lines that match.
    static let awk: Body = { call throws(AuditShell.ShellStop) in
        let options = try ToolOptions(call, flags: "", values: "F", stopsAtOperand: true)
        guard let source = options.operands.first else { throw call.obstacle("the program is missing") }
        let program = try FieldProgram(source, separator: options.value("F"), call)
        for line in try call.inputLines(Array(options.operands.dropFirst())) { try program.run(line) }
        return 0
    }

    /// A program of the form `/expression/ { print $1, "text" $NF }`.
    private struct FieldProgram {
        enum Value {
            case text(String)
            case field(Int)
            case lastField
        }

        let call: ToolCall
        private let separator: Pattern?
        private let condition: Pattern?
        /// What is printed: groups with a blank between.
        private var groups: [[Value]] = []

        init(_ source: String, separator: String?, _ call: ToolCall) throws(AuditShell.ShellStop) {
            self.call = call
            do throws(AuditObstacle) {
                // One blank means what no separator means; any other single character stands for itself.
                switch separator {
                case nil, " ": self.separator = nil
                case "\\t", "t": self.separator = try PosixPattern.compile("\\t", .extended)
                case let text? where text.unicodeScalars.count == 1 && text != "\\":
                    self.separator = try PosixPattern.compile(
                        expression: text.unicodeScalars.map(PosixPattern.escaped).joined(),
                        ignoringCase: false)
                case let text?: self.separator = try PosixPattern.compile(text, .extended)
                }
                var rest = Substring(source).drop { $0.isWhitespace }
                if rest.first == "/" {
                    rest.removeFirst()
                    guard let end = rest.firstIndex(of: "/") else {
                        throw AuditObstacle(reason: "awk: an expression is not closed")
                    }
                    condition = try PosixPattern.compile(String(rest[..<end]), .extended)
                    rest = rest[rest.index(after: end)...].drop { $0.isWhitespace }
                } else {
                    condition = nil
                }
                try read(&rest, source)
            } catch {
                throw .obstacle(error)
            }
        }

        private mutating func read(_ rest: inout Substring, _ source: String) throws(AuditObstacle) {
            let obstacle = AuditObstacle(reason: "awk: the program \"\(source)\" is not answered here")
            if rest.isEmpty, condition != nil {
                groups = [[.field(0)]]
                return
            }
            guard rest.first == "{" else { throw obstacle }
            rest = rest.dropFirst().drop { $0.isWhitespace }
            guard rest.hasPrefix("print"), rest.dropFirst(5).first != "f" else { throw obstacle }
            rest = rest.dropFirst(5)
            var group: [Value] = []
            while true {
                rest = rest.drop { $0 == " " || $0 == "\t" }
                guard let next = rest.popFirst() else { throw obstacle }
                switch next {
                case "}", ";":
                    if next == ";" { rest = rest.drop { $0.isWhitespace || $0 == ";" } }
                    if next == ";", rest.popFirst() != "}" { throw obstacle }
                    guard rest.allSatisfy(\.isWhitespace) else { throw obstacle }
                    groups.append(group.isEmpty && groups.isEmpty ? [.field(0)] : group)
                    return
                case ",":
                    groups.append(group)
                    group = []
                case "$":
                    if rest.hasPrefix("NF") {
                        rest = rest.dropFirst(2)
                        group.append(.lastField)
                    } else {
                        let digits = rest.prefix { $0.isASCII && $0.isNumber }
                        guard let number = Int(digits), number < 10_000 else { throw obstacle }
                        rest = rest.dropFirst(digits.count)
                        group.append(.field(number))
                    }
                case "\"":
                    let text = rest.prefix { $0 != "\"" }
                    guard text.endIndex < rest.endIndex, !text.contains("\\") else { throw obstacle }
                    rest = rest[rest.index(after: text.endIndex)...]
                    group.append(.text(String(text)))
                default: throw obstacle
                }
            }
        }

        func run(_ line: ArraySlice<UInt8>) throws(AuditShell.ShellStop) {
            do throws(PatternError) {
                if let condition, try !condition.matches(line) { return }
            } catch {
                throw call.obstacle("\(error)")
            }
            let fields = try fields(Array(line))
            let text = groups.map { group in
                group.map { value -> String in
                    switch value {
                    case .text(let text): return text
                    case .field(0): return String(decoding: line, as: UTF8.self)
                    case .field(let number):
                        return number <= fields.count
                            ? String(decoding: fields[number - 1], as: UTF8.self) : ""
                    case .lastField:
                        return String(decoding: fields.last ?? [], as: UTF8.self)
                    }
                }.joined()
            }.joined(separator: " ")
            try call.put(text)
        }

        private func fields(_ line: [UInt8]) throws(AuditShell.ShellStop) -> [ArraySlice<UInt8>] {
            guard let separator else { return line.split { $0 == 0x20 || $0 == 0x09 } }
            if line.isEmpty { return [] }
            var fields: [ArraySlice<UInt8>] = []
            var start = 0
            do throws(PatternError) {
                try separator.forEachMatch(in: line) { match in
                    if match.range.isEmpty { return true }
                    fields.append(line[start..<match.range.lowerBound])
                    start = match.range.upperBound
                    return true
                }
            } catch {
                throw call.obstacle("\(error)")
            }
            return fields + [line[start...]]
        }
    }
}
