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
