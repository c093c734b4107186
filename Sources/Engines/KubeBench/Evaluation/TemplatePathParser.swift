import Bytes

/// Reads the grammar of ``TemplatePath``.
struct TemplatePathParser {
    private let characters: [Character]
    private var place = 0
    private var depth = 0

    /// Filters and unions may stand within each other only this deep.
    private static let depthLimit = 16

    init(_ source: String) { characters = Array(source) }

    mutating func template() throws(TemplatePathError) -> [TemplatePath.Piece] {
        let pieces = try pieces(untilEnd: false)
        return pieces
    }

    private mutating func pieces(untilEnd: Bool) throws(TemplatePathError) -> [TemplatePath.Piece] {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.depthLimit { throw fail("it is nested deeper than \(Self.depthLimit)") }
        var pieces: [TemplatePath.Piece] = []
        var text = ""
        while let character = peek() {
            guard character == "{" else {
                text.append(character)
                place += 1
                continue
            }
            if !text.isEmpty { pieces.append(.text(text)) }
            text = ""
            place += 1
            skipBlanks()
            if take("range") {
                let steps = try path()
                try close()
                pieces.append(.range(steps, try self.pieces(untilEnd: true)))
            } else if take("end") {
                try close()
                guard untilEnd else { throw fail("an end without its range") }
                return pieces
            } else {
                pieces += try action()
            }
        }
        if untilEnd { throw fail("a range without its end") }
        if !text.isEmpty { pieces.append(.text(text)) }
        return pieces
    }

    /// What stands between braces: paths and quoted texts, blanks between.
    private mutating func action() throws(TemplatePathError) -> [TemplatePath.Piece] {
        var pieces: [TemplatePath.Piece] = []
        while true {
            skipBlanks()
            guard let character = peek() else { throw fail("the closing brace is missing") }
            if character == "}" {
                place += 1
                // Empty braces stand for what the range is at.
                return pieces.isEmpty ? [.path([])] : pieces
            }
            if character == "\"" || character == "'" {
                pieces.append(.text(try quoted()))
            } else {
                pieces.append(.path(try path()))
            }
        }
    }

    private mutating func path() throws(TemplatePathError) -> [TemplatePath.Step] {
        skipBlanks()
        var steps: [TemplatePath.Step] = []
        if peek() == "$" {
            place += 1
            steps.append(.root)
        } else if peek() == "@" {
            place += 1
        } else if let first = peek(), first != ".", first != "[" {
            steps.append(.member(try name()))
        }
        while let character = peek() {
            if character == "[" {
                steps.append(try bracketed())
            } else if character == "." {
                place += 1
                if peek() == "." {
                    place += 1
                    steps.append(.descendants)
                    if peek() == "[" { continue }
                }
                guard let next = peek() else { throw fail("the closing brace is missing") }
                if next == "}" || next == " " || next == ")" { continue }
                if next == "[" { continue }
                if next == "*" {
                    place += 1
                    steps.append(.wildcard)
                } else {
                    steps.append(.member(try name()))
                }
            } else {
                break
            }
        }
        return steps
    }

    private mutating func name() throws(TemplatePathError) -> String {
        var name = ""
        while let character = peek(), !" .[]{}()=!<>,'\"|".contains(character), !character.isNewline {
            place += 1
            if character == "\\", let escaped = peek() {
                name.append(escaped)
                place += 1
            } else {
                name.append(character)
            }
        }
        if name.isEmpty { throw fail("a name is missing at character \(place + 1)") }
        return name
    }

    private mutating func bracketed() throws(TemplatePathError) -> TemplatePath.Step {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.depthLimit { throw fail("it is nested deeper than \(Self.depthLimit)") }
        place += 1
        skipBlanks()
        if peek() == "?" { return try filter() }
        var choices: [TemplatePath.Step] = []
        while true {
            skipBlanks()
            choices.append(try choice())
            skipBlanks()
            guard let next = peek() else { throw fail("the closing bracket is missing") }
            place += 1
            if next == "]" { break }
            if next != "," { throw fail("\"\(next)\" is not expected in brackets") }
        }
        return choices.count == 1 ? choices[0] : .union(choices.map { [$0] })
    }

    private mutating func choice() throws(TemplatePathError) -> TemplatePath.Step {
        if peek() == "*" {
            place += 1
            return .wildcard
        }
        if peek() == "'" || peek() == "\"" { return .member(try quoted()) }
        var numbers: [Int?] = []
        while true {
            numbers.append(try number())
            guard peek() == ":" else { break }
            place += 1
        }
        if numbers.count == 1 {
            guard let index = numbers[0] else { throw fail("an index is missing") }
            return .index(index)
        }
        if numbers.count > 3 { throw fail("a slice has at most three parts") }
        return .elements(from: numbers[0], to: numbers[1], by: numbers.count == 3 ? numbers[2] ?? 1 : 1)
    }

    private mutating func filter() throws(TemplatePathError) -> TemplatePath.Step {
        place += 1
        guard peek() == "(" else { throw fail("a filter begins with \"?(\"") }
        place += 1
        let left = try side()
        skipBlanks()
        var comparison = ""
        while let character = peek(), "=!<>".contains(character) {
            comparison.append(character)
            place += 1
        }
        var right = TemplatePath.FilterSide.nothing
        if !comparison.isEmpty {
            guard ["==", "!=", "<", "<=", ">", ">="].contains(comparison) else {
                throw fail("\"\(comparison)\" is no comparison")
            }
            right = try side()
        }
        skipBlanks()
        guard take(")"), take("]") else { throw fail("a filter ends with \")]\"") }
        return .filter(left, comparison, right)
    }

    private mutating func side() throws(TemplatePathError) -> TemplatePath.FilterSide {
        skipBlanks()
        guard let character = peek() else { throw fail("a filter is cut off") }
        if character == "'" || character == "\"" { return .value(.string(try quoted())) }
        if character == "@" || character == "$" || character == "." { return .path(try path()) }
        if take("true") { return .value(true) }
        if take("false") { return .value(false) }
        var digits = ""
        while let character = peek(), character.isNumber || character == "-" || character == "." {
            digits.append(character)
            place += 1
        }
        guard let number = Double(digits) else { throw fail("a value is missing in a filter") }
        return .value(.double(number))
    }

    private mutating func number() throws(TemplatePathError) -> Int? {
        var digits = ""
        while let character = peek(), character.isASCII, character.isNumber || character == "-" {
            digits.append(character)
            place += 1
        }
        if digits.isEmpty { return nil }
        guard let number = Int(digits) else { throw fail("\"\(digits)\" is no index") }
        return number
    }

    private mutating func quoted() throws(TemplatePathError) -> String {
        let quote = characters[place]
        place += 1
        var text = ""
        while let character = peek() {
            place += 1
            if character == quote { return text }
            if character == "\\", let escaped = peek() {
                place += 1
                text.append(escaped == "n" ? "\n" : escaped == "t" ? "\t" : escaped)
            } else {
                text.append(character)
            }
        }
        throw fail("a quote is not closed")
    }

    private mutating func close() throws(TemplatePathError) {
        skipBlanks()
        guard take("}") else { throw fail("the closing brace is missing") }
    }

    private func peek() -> Character? { place < characters.count ? characters[place] : nil }

    private mutating func take(_ word: String) -> Bool {
        guard characters[place...].starts(with: word) else { return false }
        place += word.count
        return true
    }

    private mutating func skipBlanks() {
        while let character = peek(), character == " " || character == "\t" { place += 1 }
    }

    private func fail(_ reason: String) -> TemplatePathError {
        TemplatePathError(reason: "\"\(String(characters))\" is no JSONPath template: \(reason)")
    }
}
