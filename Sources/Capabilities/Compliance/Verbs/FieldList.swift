/// Names and texts for a terminal: a text of several lines, or a long one, goes on below itself.
struct FieldList {
    private let fields: [(name: String, text: String)]
    private let width: Int

    /// - Parameter width: the columns of the terminal.
    init(_ fields: [(name: String, text: String)], width: Int = 100) {
        self.fields = fields
        self.width = width
    }

    /// The list, each line ending in a newline; control characters of foreign text are shown, not obeyed.
    var text: String {
        let indent = (fields.map(\.name.count).max() ?? 0) + 3
        let room = max(20, width - indent)
        var text = ""
        for (name, value) in fields {
            var start = "\(name):" + String(repeating: " ", count: indent - name.count - 1)
            for line in value.split(separator: "\n", omittingEmptySubsequences: false).dropLastWhileEmpty() {
                for part in Self.wrapped(Self.inert(line), at: room) {
                    text += (part.isEmpty ? String(start.trimmedEnd) : start + part) + "\n"
                    start = String(repeating: " ", count: indent)
                }
            }
        }
        return text
    }

    /// The line in pieces of so many characters, broken at spaces where there are any.
    static func wrapped(_ line: String, at room: Int) -> [String] {
        var pieces: [String] = []
        var rest = line[...]
        while rest.count > room {
            let head = rest.prefix(room + 1)
            let indentation = rest.prefix { $0 == " " }.endIndex
            let space = head.lastIndex(of: " ").flatMap { $0 > indentation ? $0 : nil }
            let end = space ?? rest.index(rest.startIndex, offsetBy: room)
            pieces.append(String(rest[..<end]))
            rest = space == nil ? rest[end...] : rest[rest.index(after: end)...]
        }
        return pieces + [String(rest)]
    }

    private static func inert(_ line: Substring) -> String {
        String(
            String.UnicodeScalarView(
                line.unicodeScalars.map { scalar in
                    let isBidirectional =
                        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
                    return scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || isBidirectional
                        ? "·" : scalar
                }))
    }
}

extension Array where Element == Substring {
    /// The lines without empty ones at the end; one stays.
    fileprivate func dropLastWhileEmpty() -> ArraySlice<Substring> {
        var lines = self[...]
        while lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}

extension String {
    /// The text without spaces at its end.
    fileprivate var trimmedEnd: Substring {
        var rest = self[...]
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}
