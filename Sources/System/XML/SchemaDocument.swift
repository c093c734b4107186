import CLibxml2

/// Schema documents as they are compiled: without what is written in them for people.
///
/// A compiled schema keeps the trees of its documents. Three fifths of OVAL's are annotations, which decide nothing
/// (XML Schema 1.0, part 1, 3.13).
enum SchemaDocument {
    /// The bytes of a document without its annotations; line ends stay, so that places of errors hold.
    ///
    /// What is not well-formed stays as it is: the compiler says what is wrong.
    static func withoutAnnotations(_ bytes: [UInt8]) -> [UInt8] {
        var finder = AnnotationFinder()
        var scanner = TagScanner()
        do {
            try bytes.withUnsafeBytes { try scanner.feed($0, to: &finder) }
        } catch {
            return bytes
        }
        guard finder.open == nil, scanner.depth == 0, !finder.hasDocumentType else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var place = 0
        for range in finder.ranges {
            result += bytes[place..<range.lowerBound]
            result += repeatElement(0x0A, count: bytes[range].count { $0 == 0x0A })
            place = range.upperBound
        }
        return result + bytes[place...]
    }

    /// Makes libxml2 compile documents this way, and keeps it from fetching what an import names by URL.
    ///
    /// In this process nothing but schemas is loaded by name: documents with a DTD are refused.
    static let install: Void = {
        xmlInitParser()
        xmlSetExternalEntityLoader { url, id, context in
            guard let url, let input = SchemaDocument.input(url, context) else {
                return xmlNoNetExternalEntityLoader(url, id, context)
            }
            return input
        }
    }()

    /// A parser's input for a file; nil for what is not a file on this machine, which is libxml2's to judge.
    private static func input(
        _ url: UnsafePointer<CChar>, _ context: xmlParserCtxtPtr?
    ) -> xmlParserInputPtr? {
        let path = String(cString: url)
        var bytes: [UInt8] = []
        do throws(XMLError) {
            let file = try XMLInput(path: path)
            try file.forEachStoredBlock { bytes += $0 }
        } catch { return nil }
        bytes = withoutAnnotations(bytes)
        let buffer = bytes.withUnsafeBytes {
            xmlParserInputBufferCreateMem(
                $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: $0.count),
                XML_CHAR_ENCODING_NONE)
        }
        guard let buffer else { return nil }
        guard let input = xmlNewIOInputStream(context, buffer, XML_CHAR_ENCODING_NONE) else {
            xmlFreeParserInputBuffer(buffer)
            return nil
        }
        // Imports are looked for beside the document that names them; libxml2 frees the copy.
        xmlStrdup(UnsafeRawPointer(url).assumingMemoryBound(to: xmlChar.self)).map {
            input.pointee.filename = UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)
        }
        return input
    }
}

/// Finds the annotations of a schema document that are in no other.
private struct AnnotationFinder: TagSink {
    var ranges: [Range<Int>] = []
    /// The annotation that is open.
    var open: (start: Int, depth: Int)?
    /// Entities may stand for anything.
    var hasDocumentType = false

    func wantsText(atDepth depth: Int) -> Bool { open == nil }

    mutating func start(_ tag: TagScanner.Tag) {
        guard open == nil, tag.isAnnotation else { return }
        if tag.isEmpty { ranges.append(tag.start..<tag.end) } else { open = (tag.start, tag.depth) }
    }

    mutating func end(atDepth depth: Int, before offset: Int) {
        guard let annotation = open, annotation.depth == depth else { return }
        ranges.append(annotation.start..<offset)
        open = nil
    }

    mutating func documentType() { hasDocumentType = true }
}

extension TagScanner.Tag {
    /// Whether it is called `annotation`, under any prefix: no other element of a schema has the name.
    fileprivate var isAnnotation: Bool {
        let name = text.prefix { ![0x20, 0x09, 0x0A, 0x0D, 0x2F].contains($0) }
        let local = name.split(separator: UInt8(ascii: ":")).last
        return local.map { $0.elementsEqual("annotation".utf8) } ?? false
    }
}
