import Host
import Patterns

extension AuditShell {
    /// The arguments that words stand for: expanded, split at blanks, and matched with file names.
    mutating func expand(_ words: [ShellWord], _ streams: Streams) throws(ShellStop) -> [String] {
        var arguments: [String] = []
        for word in words {
            for field in try fields(of: word, streams) { arguments += try fileNames(field) }
        }
        return arguments
    }

    /// The text that a word stands for where nothing is split, as in an assignment.
    mutating func expandText(_ word: ShellWord, _ streams: Streams) throws(ShellStop) -> String {
        var text = ""
        for part in word.parts { text += try value(of: part, streams) }
        return text
    }

    /// A piece of a field; what was quoted matches only itself.
    struct FieldPiece {
        var text: String
        var isQuoted: Bool
    }

    private mutating func fields(of word: ShellWord, _ streams: Streams) throws(ShellStop) -> [[FieldPiece]] {
        var fields: [[FieldPiece]] = []
        var current: [FieldPiece]?
        for part in word.parts {
            let value = try value(of: part, streams)
            let splits: Bool
            let isQuoted: Bool
            switch part {
            case .text(_, let quoted): (splits, isQuoted) = (false, quoted)
            case .variable(_, _, let quoted), .output(_, let quoted): (splits, isQuoted) = (!quoted, quoted)
            }
            guard splits else {
                current = (current ?? []) + [FieldPiece(text: value, isQuoted: isQuoted)]
                continue
            }
            for scalar in value.unicodeScalars {
                if scalar == " " || scalar == "\t" || scalar == "\n" {
                    if let done = current { fields.append(done) }
                    current = nil
                } else if current?.last?.isQuoted == false, var last = current?.popLast() {
                    last.text.unicodeScalars.append(scalar)
                    current?.append(last)
                } else {
                    current = (current ?? []) + [FieldPiece(text: String(Character(scalar)), isQuoted: false)]
                }
            }
        }
        if let current { fields.append(current) }
        return fields
    }

    private mutating func value(
        of part: ShellWord.Part, _ streams: Streams
    ) throws(ShellStop) -> String {
        switch part {
        case .text(let text, _): return text
        case .variable(let name, let fallback, _):
            let value = variables[name] ?? ""
            return value.isEmpty ? fallback ?? "" : value
        case .output(let command, _): return try output(of: command, streams)
        }
    }

    /// The files that a field's wildcards match; the field itself when there are none.
    ///
    /// What is relative matches nothing: an audit has no directory of its own.
    private func fileNames(_ field: [FieldPiece]) throws(ShellStop) -> [String] {
        let text = field.map(\.text).joined()
        let hasWildcard = field.contains { piece in
            !piece.isQuoted && piece.text.contains { $0 == "*" || $0 == "?" || $0 == "[" }
        }
        guard hasWildcard, text.hasPrefix("/") else { return [text] }
        let pattern = field.map { $0.isQuoted ? FileNamePattern.literal($0.text) : $0.text }.joined()
        var found: [HostPath] = ["/"]
        for component in pattern.split(separator: "/") {
            var next: [HostPath] = []
            let matcher = FileNamePattern(String(component))
            for directory in found {
                try budget.spendFile()
                if let name = FileNamePattern.plainText(String(component)) {
                    let path = directory.appending(name)
                    if machine.files.exists(path) { next.append(path) }
                    continue
                }
                for name in machine.files.entries(of: directory) {
                    let isHidden = name.bytes.first == UInt8(ascii: ".") && !component.hasPrefix(".")
                    if !isHidden, matcher.matches(name.bytes) {
                        try budget.spendFile()
                        next.append(directory.appending(name.bytes))
                    }
                }
            }
            found = next
        }
        return found.isEmpty ? [text] : found.map(\.description)
    }
}

/// A pattern for file names (`fnmatch(3)`): `*`, `?` and brackets; a backslash makes the next stand for itself.
struct FileNamePattern {
    private let pattern: Pattern?

    init(_ text: String, ignoringCase: Bool = false) {
        var expression = "\\A"
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "*": expression += ".*"
            case "?": expression += "."
            case "[":
                guard let end = scalars.dropFirst().firstIndex(of: "]") else {
                    expression += "\\["
                    continue
                }
                var inside = String(scalars[..<end])
                if inside.hasPrefix("!") { inside = "^" + inside.dropFirst() }
                expression += PosixPattern.bracket(inside)
                scalars = scalars[scalars.index(after: end)...]
            case "\\": expression += PosixPattern.escaped(scalars.popFirst() ?? "\\")
            default: expression += PosixPattern.escaped(scalar)
            }
        }
        var options: Pattern.Options = [.dotMatchesNewline, .utf8]
        if ignoringCase { options.insert(.caseInsensitive) }
        pattern = try? Pattern(expression + "\\z", options: options)
    }

    func matches(_ name: some Collection<UInt8>) -> Bool { (try? pattern?.matches(name)) ?? false }

    /// A text as a pattern that matches only itself.
    static func literal(_ text: String) -> String {
        var literal = ""
        for scalar in text.unicodeScalars {
            if ["*", "?", "[", "]", "\\"].contains(scalar) { literal += "\\" }
            literal.unicodeScalars.append(scalar)
        }
        return literal
    }

    /// The text that a pattern without wildcards matches; nil when it has some.
    static func plainText(_ pattern: String) -> String? {
        var text = ""
        var isEscaped = false
        for scalar in pattern.unicodeScalars {
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
                continue
            } else if scalar == "*" || scalar == "?" || scalar == "[" {
                return nil
            }
            text.unicodeScalars.append(scalar)
        }
        return text
    }
}
