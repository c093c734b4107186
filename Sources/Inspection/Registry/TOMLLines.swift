/// The lines of a small TOML file: tables, and keys with a text, a truth value or a list of texts (TOML 1.0).
///
/// As much as the files of containers need, and no more: what is of another form is an error with its line.
struct TOMLLines {
    enum Value: Hashable {
        case text(String)
        case flag(Bool)
        case other
    }

    struct Entry {
        var path: String
        var line: Int
        /// The table that it stands in, without brackets.
        var table: String
        /// Nil for the line that opens a table.
        var key: String?
        var value = Value.other

        func text() throws(RegistryError) -> String {
            guard case .text(let text) = value else { throw error("field \"\(key ?? "")\" is not a text") }
            return text
        }

        func flag() throws(RegistryError) -> Bool {
            guard case .flag(let flag) = value else {
                throw error("field \"\(key ?? "")\" is not true or false")
            }
            return flag
        }

        func error(_ reason: String) -> RegistryError {
            RegistryError("\(path):\(line)", .badConfiguration(reason))
        }
    }

    private let path: String
    private let lines: [Substring]
    private var place = 0
    private var table = ""

    init(_ bytes: [UInt8], path: String) {
        self.path = path
        lines = String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    mutating func next() throws(RegistryError) -> Entry? {
        while place < lines.count {
            let line = Self.trimmed(lines[place])
            place += 1
            if line.isEmpty || line.first == "#" { continue }
            var entry = Entry(path: path, line: place, table: table)
            if line.first == "[" {
                let name = Self.trimmed(Self.withoutComment(line))
                guard name.hasSuffix("]") else { throw entry.error("the table's name does not end") }
                let isArray = name.hasPrefix("[[")
                guard !isArray || name.hasSuffix("]]"), name.utf8.count > (isArray ? 4 : 2) else {
                    throw entry.error("the table's name does not end")
                }
                table = String(Self.trimmed(name.dropFirst(isArray ? 2 : 1).dropLast(isArray ? 2 : 1)))
                entry.table = table
                return entry
            }
            guard let equals = line.firstIndex(of: "=") else {
                throw entry.error("there is no \"=\" after a key")
            }
            let key = Self.trimmed(line[..<equals])
            entry.key = key.count > 1 && key.first == "\"" ? String(key.dropFirst().dropLast()) : String(key)
            entry.value = try value(Self.trimmed(line[line.index(after: equals)...]), entry)
            return entry
        }
        return nil
    }

    private mutating func value(_ text: Substring, _ entry: Entry) throws(RegistryError) -> Value {
        switch text.first {
        case "\"", "'":
            guard let text = Self.quoted(text) else { throw entry.error("the text does not end") }
            return .text(text)
        case "[":
            // Lists may go on over lines; nothing here reads one.
            var rest = Self.withoutComment(text)
            while !rest.contains("]") {
                guard place < lines.count else { throw entry.error("the list does not end") }
                rest = Self.withoutComment(lines[place])
                place += 1
            }
            return .other
        default:
            switch Self.trimmed(Self.withoutComment(text)) {
            case "true": return .flag(true)
            case "false": return .flag(false)
            case "": throw entry.error("there is no value")
            default: return .other
            }
        }
    }

    private static func quoted(_ text: Substring) -> String? {
        guard let sign = text.first else { return nil }
        var out = ""
        var isEscaped = false
        for character in text.dropFirst() {
            if isEscaped {
                out.append(character == "n" ? "\n" : character == "t" ? "\t" : character)
                isEscaped = false
            } else if character == "\\", sign == "\"" {
                isEscaped = true
            } else if character == sign {
                return out
            } else {
                out.append(character)
            }
        }
        return nil
    }

    private static func withoutComment(_ text: Substring) -> Substring { text.prefix { $0 != "#" } }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" {
            text = text.dropLast()
        }
        return text
    }
}
