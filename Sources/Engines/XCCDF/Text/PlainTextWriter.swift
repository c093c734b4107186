import XML

/// Turns XHTML into plain text: words flow, `pre` keeps its lines, items of lists get a star.
///
/// The shape is the one in which the Compliance Operator shows descriptions, so that results compare.
struct PlainTextWriter {
    private var bytes: [UInt8] = []
    private var pieces: [RichText.Piece] = []
    private var hasOutput = false
    private var spacePending = false
    private var newlinesPending = 0
    private var preformattedDepth = 0
    private var atPreformattedStart = false

    /// The rest of the current element as flowed text; ends on its end tag.
    static func flowed(_ reader: XMLReader) throws -> RichText {
        var writer = PlainTextWriter()
        try reader.forEachEvent { try writer.take($0) }
        return writer.finish()
    }

    /// The rest of the current element as flowed text with its marks; ends on its end tag.
    static func flowedWithMarks(_ reader: XMLReader) throws -> (text: RichText, marks: [Mark]) {
        var writer = PlainTextWriter()
        var marks = MarkCollector()
        try reader.forEachEvent { event in
            marks.take(event)
            try writer.take(event)
        }
        return (writer.finish(), marks.marks)
    }

    /// The rest of the current element character by character, for scripts, with the names of elements that are not
    /// substitutions; ends on its end tag.
    static func verbatim(_ reader: XMLReader) throws -> (text: RichText, elements: [String]) {
        var pieces: [RichText.Piece] = []
        var elements: [String] = []
        try reader.forEachEvent { event in
            switch event {
            case .text(let text):
                if case .words(let words)? = pieces.last {
                    pieces[pieces.count - 1] = .words(words + text)
                } else {
                    pieces.append(.words(text))
                }
            case .start("sub", let reader): pieces.append(substitution(reader))
            case .start(let name, _): elements.append(name)
            case .end: break
            }
        }
        return (RichText(pieces: pieces), elements)
    }

    private static func substitution(_ reader: XMLReader) -> RichText.Piece {
        let id = reader.attribute("idref") ?? ""
        // "legacy" leaves the choice to the tool: people want the value.
        return reader.attribute("use") == "title" ? .title(id: id) : .value(id: id)
    }

    private mutating func take(_ event: XMLEvent) throws {
        switch event {
        case .text(let text): preformattedDepth > 0 ? keep(text) : flow(text)
        case .start("sub", let reader):
            flush()
            closeWords()
            pieces.append(Self.substitution(reader))
            hasOutput = true
        case .start(let name, _): open(name)
        case .end(let name): close(name)
        }
    }

    private mutating func open(_ name: String) {
        switch name {
        case "br": newlinesPending = min(newlinesPending + 1, 2)
        case "pre":
            breakLine(1)
            preformattedDepth += 1
            atPreformattedStart = true
        case "li":
            breakLine(1)
            flush()
            append("* ".utf8)
        case "b", "strong": mark()
        case _ where Self.blocks.contains(name): breakLine(2)
        default: break
        }
    }

    private mutating func close(_ name: String) {
        switch name {
        case "pre":
            preformattedDepth = max(preformattedDepth - 1, 0)
            while let last = bytes.last, Self.isSpace(last) { bytes.removeLast() }
            breakLine(1)
        case "li": breakLine(1)
        case "b", "strong": append("*".utf8)
        case _ where Self.blocks.contains(name): breakLine(2)
        default: break
        }
    }

    private static let blocks: Set<String> = [
        "p", "div", "ul", "ol", "dl", "table", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6",
    ]

    private mutating func mark() {
        flush()
        append("*".utf8)
    }

    private mutating func flow(_ text: String) {
        for byte in text.utf8 {
            if Self.isSpace(byte) {
                spacePending = true
            } else {
                flush()
                bytes.append(byte)
                hasOutput = true
            }
        }
    }

    private mutating func keep(_ text: String) {
        var text = text[...]
        if atPreformattedStart, text.first == "\n" { text.removeFirst() }
        atPreformattedStart = false
        guard !text.isEmpty else { return }
        flush()
        append(text.utf8)
    }

    private mutating func breakLine(_ count: Int) { newlinesPending = max(newlinesPending, count) }

    /// Writes the white space that is due before the next word; none at the very start.
    private mutating func flush() {
        if hasOutput {
            if newlinesPending > 0 {
                bytes.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: newlinesPending))
            } else if spacePending {
                bytes.append(UInt8(ascii: " "))
            }
        }
        newlinesPending = 0
        spacePending = false
    }

    private mutating func append(_ text: some Collection<UInt8>) {
        bytes.append(contentsOf: text)
        hasOutput = true
    }

    private mutating func closeWords() {
        guard !bytes.isEmpty else { return }
        pieces.append(.words(String(decoding: bytes, as: UTF8.self)))
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func finish() -> RichText {
        closeWords()
        return RichText(pieces: pieces)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
