/// A profile, value, group or rule as it stands in a file: what it extends and where its own words are.
struct BenchmarkPart {
    /// One element of the part's own, such as a title.
    struct Property {
        /// The element's name without its prefix.
        let name: String
        /// The bytes as they stand in the file.
        let bytes: [UInt8]
        /// Whether it takes the place of what is extended (XCCDF 1.2, 6.2.6, `override`).
        let isOverriding: Bool
        /// What tells it from others of its name: its language, the selector of a value, or the id of what a
        /// profile sets.
        let key: String
    }

    /// `Profile`, `Value`, `Group` or `Rule`.
    let kind: String
    let id: String
    /// The id of the part that it extends.
    let base: String?
    /// Whether it only serves others (XCCDF 1.2, 6.2.6, `abstract`).
    let isAbstract: Bool
    /// The start tag as it stands in the file, without the mark of an empty element.
    let tag: [UInt8]
    /// The name with its prefix, for an end tag.
    let fullName: [UInt8]
    let isEmpty: Bool
    /// What others inherit of its attributes, and its namespaces: the name and ` name="value"`.
    let attributes: [(name: String, text: [UInt8])]
    var properties: [Property] = []
    /// The start tag and the properties, up to the end tag or the first part inside.
    var head: Range<Int>
    /// The whole element.
    var range: Range<Int>
    /// What stands in a group.
    var parts: [BenchmarkPart] = []

    static let kinds: Set<String> = ["Profile", "Value", "Group", "Rule"]

    /// Reads the element on whose start a scanner stands; ends on its end.
    init(_ scanner: MarkupScanner) throws(ReportError) {
        let (start, tagEnd) = (scanner.offset, scanner.nextOffset)
        kind = scanner.localName
        id = try scanner.attribute("id") ?? ""
        base = try scanner.attribute("extends")
        isAbstract = ["1", "true"].contains(try scanner.attribute("abstract"))
        let written = scanner.window.copy(start..<tagEnd)
        isEmpty = written.suffix(2).first == UInt8(ascii: "/")
        tag = isEmpty ? written.dropLast(2) + [UInt8(ascii: ">")] : written
        fullName = Array(
            written.dropFirst().prefix { !MarkupScanner.isSpace($0) && $0 != 0x2F && $0 != 0x3E })
        attributes = try Self.inheritable(scanner)
        head = start..<tagEnd
        range = start..<tagEnd
        var hasPart = false
        try scanner.forEachChild { () throws(ReportError) in
            if Self.kinds.contains(scanner.localName) {
                if !hasPart { head = start..<scanner.offset }
                hasPart = true
                parts.append(try BenchmarkPart(scanner))
            } else {
                properties.append(try Self.property(scanner))
            }
        }
        if !isEmpty, !hasPart { head = start..<scanner.offset }
        range = start..<scanner.nextOffset
    }

    private static func property(_ scanner: MarkupScanner) throws(ReportError) -> Property {
        let start = scanner.offset
        let name = scanner.localName
        let isOverriding = ["1", "true"].contains(try scanner.attribute("override"))
        let language = try scanner.attribute("xml:lang") ?? ""
        let isSetting = PartMerge.settings.contains(name)
        let key =
            isSetting ? try scanner.attribute("idref") ?? "" : try scanner.attribute("selector") ?? language
        try scanner.skip()
        return Property(
            name: name, bytes: scanner.window.copy(start..<scanner.nextOffset), isOverriding: isOverriding,
            key: key)
    }

    /// The attributes that a part takes from what it extends (XCCDF 1.2, 7.2.2.2).
    private static func inheritable(
        _ scanner: MarkupScanner
    ) throws(ReportError) -> [(name: String, text: [UInt8])] {
        var found = scanner.namespaceDeclarations.map { (name: $0.name, text: [0x20] + $0.text) }
        let names: [StaticString] = [
            "prohibitChanges", "hidden", "selected", "weight", "role", "severity", "multiple", "type",
            "operator", "interactive", "interfaceHint",
        ]
        for name in names {
            guard let value = try scanner.attribute(name) else { continue }
            var text = Array(" \(name)=\"".utf8)
            HTMLEscaping.append(value, to: &text)
            found.append(("\(name)", text + [UInt8(ascii: "\"")]))
        }
        return found
    }
}
