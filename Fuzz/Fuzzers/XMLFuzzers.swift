import XML

/// Reads a document to its end; a refusal is one line that begins with the file's name.
func fuzzReader(_ bytes: [UInt8]) {
    do {
        var depth = 0
        try XMLReader(bytes: bytes, name: "m.xml").forEachEvent { event in
            if case .start(_, let reader) = event {
                depth += 1
                _ = reader.attribute("id")
            }
        }
        precondition(depth <= bytes.count, "more elements than bytes")
    } catch {
        let sentence = "\(error)"
        precondition(sentence.hasPrefix("m.xml") && !sentence.contains("\n"), sentence)
    }
}

/// Finds the upper elements; each of a document that the reader accepts is a document itself.
func fuzzOutline(_ bytes: [UInt8]) {
    guard let input = try? XMLInput(bytes: bytes, name: "m.xml"),
        (try? XMLReader(bytes: bytes, name: "m.xml").forEachEvent { _ in }) != nil,
        let outline = try? input.outline(depth: 2)
    else { return }
    for element in outline.elements.prefix(50) {
        precondition(element.range.upperBound <= bytes.count, "an element beyond its document")
        _ = outline.slice(element)
    }
}
