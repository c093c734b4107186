import Glibc

/// Runs over the marks of a large XML file faster than a parser that builds anything.
///
/// Result files repeat the whole content that was evaluated; a report needs a small part of it. The scanner
/// passes over the rest, and can return to an element by its place in the file. It checks that tags match, that
/// nesting is bounded and that there is no DTD; names are compared without their prefixes. What is written from
/// it is escaped again, so that it need not be trusted.
///
/// What changes with every token is not checked for overlapping access, which took an eighth of a report's time: each
/// is read and written whole, by one thread.
final class MarkupScanner {
    enum Token { case start, end, text, done }

    /// The deepest nesting that is read.
    static let depthLimit = 256

    let file: String
    let window: ByteWindow
    /// Where the next token begins in the window.
    @exclusivity(unchecked) private var position = 0
    /// The token in the window.
    @exclusivity(unchecked) private(set) var token = 0..<0
    /// The element's name without its prefix, in the window.
    @exclusivity(unchecked) private var name = 0..<0
    @exclusivity(unchecked) private(set) var attributes = 0..<0
    @exclusivity(unchecked) private(set) var isCharacterData = false
    /// True between the start of an empty element and the end that is made up for it.
    @exclusivity(unchecked) private var owesEnd = false
    @exclusivity(unchecked) private var open = OpenElements()

    init(path: String) throws(ReportError) {
        file = path
        window = try ByteWindow(path: path)
    }

    init(bytes: [UInt8], name: String) {
        file = name
        window = ByteWindow(bytes)
    }

    /// How many elements are open, the current one included.
    var depth: Int { open.count }

    /// Whether the current token is the start of an element.
    @exclusivity(unchecked) private(set) var isStart = false

    /// Where the current token begins in the file.
    var offset: Int { window.base + token.lowerBound }

    /// Where the next token begins in the file.
    var nextOffset: Int { window.base + position }

    /// Returns to a place; the next token must be the start of an element, which is then the outermost.
    func seek(to offset: Int) {
        position = window.seek(to: offset)
        owesEnd = false
        open.removeAll()
    }

    /// Moves to the next token.
    func next() throws(ReportError) -> Token {
        isStart = false
        if owesEnd {
            owesEnd = false
            open.pop()
            return .end
        }
        while true {
            if position < window.count {
                if let found = try scan() { return found }
            } else if window.isAtEnd || !window.advance(keeping: position) {
                guard depth == 0 else { throw error("the document ends early") }
                return .done
            } else {
                position = 0
            }
        }
    }

    /// Whether the current element has this name, whatever its prefix.
    func isNamed(_ expected: StaticString) -> Bool {
        name.count == expected.utf8CodeUnitCount
            && memcmp(window.bytes + name.lowerBound, expected.utf8Start, name.count) == 0
    }

    /// The current element's name without its prefix.
    var localName: String {
        String(
            decoding: UnsafeBufferPointer(start: window.bytes + name.lowerBound, count: name.count),
            as: UTF8.self)
    }

    /// An error that names the line of the current token.
    func error(_ sentence: String) -> ReportError {
        let end = window.base + min(position, window.count)
        var (line, done) = (1, 0)
        while done < end {
            let part = window.copy(done..<min(end, done + (1 << 20)))
            if part.isEmpty { break }
            line += part.count { $0 == 0x0A }
            done += part.count
        }
        return ReportError(file: file, line: line, sentence)
    }
}

extension MarkupScanner {
    /// Reads one token from the window; nil when the window moved or something without meaning was passed.
    private func scan() throws(ReportError) -> Token? {
        let bytes = window.bytes
        guard bytes[position] == UInt8(ascii: "<") else {
            guard let end = find(UInt8(ascii: "<"), from: position) else {
                if try more() { return nil }
                token = position..<window.count
                position = window.count
                isCharacterData = false
                guard depth > 0 else { return nil }
                return .text
            }
            token = position..<end
            position = end
            isCharacterData = false
            return depth > 0 ? .text : nil
        }
        guard position + 9 <= window.count || window.isAtEnd else {
            _ = try more()
            return nil
        }
        guard position + 1 < window.count else { throw error("the document ends early") }
        switch bytes[position + 1] {
        case UInt8(ascii: "/"): return try scanEnd()
        case UInt8(ascii: "?"):
            guard let end = try find("?>", from: position + 2) else { return nil }
            try checkDeclaration(position..<end)
            position = end + 2
            return nil
        case UInt8(ascii: "!"): return try scanDeclaration()
        default: return try scanStart()
        }
    }

    private func scanDeclaration() throws(ReportError) -> Token? {
        if begins("<!--") {
            guard let end = try find("-->", from: position + 4) else { return nil }
            position = end + 3
            return nil
        }
        guard begins("<![CDATA[") else {
            throw error("a document type declaration (DTD) is not allowed; remove it")
        }
        guard let end = try find("]]>", from: position + 9) else { return nil }
        token = (position + 9)..<end
        position = end + 3
        isCharacterData = true
        return depth > 0 ? .text : nil
    }

    private func scanEnd() throws(ReportError) -> Token? {
        guard let close = find(UInt8(ascii: ">"), from: position) else {
            if try more() { return nil }
            throw error("a tag does not end")
        }
        var end = close
        while end > position + 2, Self.isSpace(window.bytes[end - 1]) { end -= 1 }
        let full = (position + 2)..<end
        guard open.isInnermost(bytes(full)) else { throw error("the end tag matches no start tag") }
        token = position..<(close + 1)
        position = close + 1
        setName(full)
        open.pop()
        return .end
    }

    private func scanStart() throws(ReportError) -> Token? {
        let bytes = window.bytes
        let limit = window.count
        var index = position + 1
        while index < limit, !Self.isSpace(bytes[index]), bytes[index] != UInt8(ascii: ">"),
            bytes[index] != UInt8(ascii: "/")
        { index += 1 }
        let full = (position + 1)..<index
        while index < limit {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                index = find(byte, from: index + 1) ?? limit
                guard index < limit else { break }
            } else if byte == UInt8(ascii: ">") {
                break
            } else if byte == UInt8(ascii: "<") {
                throw error("a tag does not end")
            }
            index += 1
        }
        guard index < limit else {
            if try more() { return nil }
            throw error("a tag does not end")
        }
        guard !full.isEmpty else { throw error("a tag has no name") }
        guard depth < Self.depthLimit else {
            throw error("elements are nested deeper than \(Self.depthLimit)")
        }
        owesEnd = bytes[index - 1] == UInt8(ascii: "/")
        attributes = full.upperBound..<(owesEnd ? max(index - 1, full.upperBound) : index)
        token = position..<(index + 1)
        position = index + 1
        setName(full)
        open.push(self.bytes(full))
        isStart = true
        return .start
    }

    private func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: window.bytes + range.lowerBound, count: range.count)
    }

    private func setName(_ full: Range<Int>) {
        name = full
        if let colon = bytes(full).place(of: UInt8(ascii: ":")) {
            name = (full.lowerBound + colon + 1)..<full.upperBound
        }
    }

    /// Reads more into the window, with the current token at its start; false at the document's end.
    private func more() throws(ReportError) -> Bool {
        let had = window.count - position
        if window.advance(keeping: position) {
            position = 0
            return true
        }
        guard window.isAtEnd else {
            throw error("one tag or text is longer than \(ByteWindow.limit >> 20) MiB (near byte \(had))")
        }
        // The end was only found out now; the bytes have not moved if nothing was dropped.
        position = window.count - had
        return false
    }

    private func find(_ byte: UInt8, from start: Int) -> Int? {
        guard start < window.count else { return nil }
        return bytes(start..<window.count).place(of: byte).map { start + $0 }
    }

    /// Where a mark that ends in `>` begins; nil when the window moved to find it.
    private func find(_ mark: StaticString, from start: Int) throws(ReportError) -> Int? {
        let length = mark.utf8CodeUnitCount
        var next = start
        while let close = find(UInt8(ascii: ">"), from: next) {
            let begin = close + 1 - length
            if begin >= start, memcmp(window.bytes + begin, mark.utf8Start, length) == 0 { return begin }
            next = close + 1
        }
        if try more() { return nil }
        throw error("a comment, instruction or CDATA section does not end")
    }

    private func begins(_ text: StaticString) -> Bool {
        position + text.utf8CodeUnitCount <= window.count
            && memcmp(window.bytes + position, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    /// The scanner reads UTF-8; another encoding that the document claims is refused.
    private func checkDeclaration(_ range: Range<Int>) throws(ReportError) {
        let text = String(
            decoding: UnsafeBufferPointer(
                start: window.bytes + range.lowerBound, count: min(range.count, 200)),
            as: UTF8.self)
        guard text.hasPrefix("<?xml "), let at = text.utf8Index(after: "encoding") else { return }
        let name = text[at...].drop { "= \"'\t\n".contains($0) }.prefix { !"\"' ".contains($0) }.lowercased()
        guard ["utf-8", "us-ascii", "ascii"].contains(name) else {
            throw error("the encoding is \"\(name)\"; only UTF-8 is read here")
        }
    }
}

extension String {
    fileprivate func utf8Index(after word: String) -> String.Index? {
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(word) { return rest.index(rest.startIndex, offsetBy: word.count) }
            rest.removeFirst()
        }
        return nil
    }
}
