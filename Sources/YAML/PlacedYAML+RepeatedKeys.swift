import Yams

extension PlacedYAML {
    /// A key that a map holds more than once.
    public struct RepeatedKey: Equatable, Sendable {
        /// The key.
        public var key: String
        /// The line where the value stands that does not count, from 1.
        public var line: Int
    }

    /// Reads one document in which of two values of one key the last counts, as go-yaml's second version has it.
    ///
    /// Only keys on lines of their own may be repeated; in braces a repetition stays an error.
    ///
    /// - Returns: the document, and what of it does not count.
    /// - Throws: ``YAMLError`` with line and column.
    public static func parseKeepingLast(
        _ text: String, file: String? = nil
    ) throws(YAMLError) -> (root: PlacedYAML?, repeated: [RepeatedKey]) {
        // Hardly any file repeats a key, so the plain reading comes first.
        if let root = try? parseOne(text, file: file) { return (root, []) }
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
        var repeated: [RepeatedKey] = []
        var current = text
        while repeated.count < repetitionLimit, let (key, line, column) = firstRepetition(in: current) {
            guard blank(&lines, key: key, line: line, column: column) else { break }
            repeated.append(RepeatedKey(key: key, line: line))
            current = String(decoding: Array(lines.joined(separator: [0x0A])), as: UTF8.self)
        }
        return (try parseOne(current, file: file), repeated)
    }

    /// Each repetition costs a reading of its own.
    private static var repetitionLimit: Int { 64 }

    private static func firstRepetition(in text: String) -> (key: String, line: Int, column: Int)? {
        do {
            let parser = try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8)
            while try parser.nextRoot() != nil {}
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            return keys.first.map { ($0, context.mark.line, context.mark.column) }
        } catch {
            // Anything else is told by the reading that follows.
        }
        return nil
    }

    /// Takes a key and its value away when they fill the rest of a line.
    private static func blank(_ lines: inout [[UInt8]], key: String, line: Int, column: Int) -> Bool {
        guard lines.indices.contains(line - 1), column >= 1 else { return false }
        let text = lines[line - 1]
        let start = column - 1
        guard start < text.count, text[start...].starts(with: Array("\(key):".utf8)) else { return false }
        let before = text[..<start].allSatisfy { $0 == 0x20 || $0 == UInt8(ascii: "-") }
        let braces: [UInt8] = Array("{}[],|>".utf8)
        guard before, !text[start...].contains(where: braces.contains) else { return false }
        let next = lines[line...].first { !$0.allSatisfy { $0 == 0x20 } } ?? []
        let indentation = next.prefix { $0 == 0x20 }.count
        guard indentation <= start else { return false }
        lines[line - 1] = Array(text[..<start])
        return true
    }
}
