/// Why an expression cannot be compiled: one or more problems, each with its place in the source.
public struct CELError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One thing that is wrong.
    public struct Problem: Sendable, Equatable {
        /// The line, from 1.
        public var line: Int
        /// The column in characters, from 1.
        public var column: Int
        /// The sentence.
        public var message: String
    }

    /// What is wrong, in the order of the source.
    public var problems: [Problem]
    /// The expression.
    public var source: String

    /// Places problems by their offsets in characters.
    init(_ problems: [(position: Int, message: String)], in source: String) {
        self.source = source
        let scalars = Array(source.unicodeScalars)
        self.problems = problems.sorted { $0.position < $1.position }.map { position, message in
            let before = scalars.prefix(position)
            let line = before.reduce(1) { $1 == "\n" ? $0 + 1 : $0 }
            let column = before.count - (before.lastIndex(of: "\n").map { $0 + 1 } ?? 0)
            return Problem(line: line, column: column + 1, message: message)
        }
    }

    /// The problems as cel-go prints them: place, sentence, the line and a mark under it.
    public var description: String {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        return problems.map { problem in
            let head = "ERROR: <input>:\(problem.line):\(problem.column): \(problem.message)"
            guard problem.line >= 1, problem.line <= lines.count else { return head }
            let text = String(lines[problem.line - 1]).replacingTabs
            return "\(head)\n | \(text)\n | \(String(repeating: ".", count: max(0, problem.column - 1)))^"
        }.joined(separator: "\n")
    }
}

extension String {
    /// Tabs as single blanks, so that the mark stands under its character.
    fileprivate var replacingTabs: String { String(map { $0 == "\t" ? " " : $0 }) }
}
