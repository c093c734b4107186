import XML

extension Profile {
    init(reader: XMLReader) throws {
        self.init(id: try reader.requiredID())
        extends = reader.attribute("extends")
        try reader.forEachChild { try readChild($0) }
    }

    private mutating func readChild(_ reader: XMLReader) throws {
        switch reader.localName {
        case "title": if title.isEmpty { title = try reader.trimmedText() }
        case "description": if description.isEmpty { description = try PlainTextWriter.flowed(reader) }
        case "version": version = try reader.trimmedText()
        case "platform": platforms.append(try reader.platformName())
        case "select":
            let idref = try reader.idref()
            guard let isSelected = try reader.boolean("selected") else {
                throw reader.unexpected("the select of \"\(idref)\" does not say whether it is selected")
            }
            selections.append(Selection(idref: idref, isSelected: isSelected))
        case "set-value":
            settings.append(Setting(idref: try reader.idref(), choice: .values([try reader.text()])))
        case "set-complex-value":
            settings.append(Setting(idref: try reader.idref(), choice: .values(try reader.valueItems())))
        case "refine-value":
            guard let selector = reader.attribute("selector") else { return }
            settings.append(Setting(idref: try reader.idref(), choice: .selector(selector)))
        case "refine-rule":
            refinements.append(
                Refinement(
                    idref: try reader.idref(), selector: reader.attribute("selector"),
                    severity: try reader.severity(), role: try reader.role(), weight: try reader.weight()))
        default: break
        }
    }
}

extension Tailoring {
    /// Reads a tailoring from a reader that stands on its `Tailoring` element; ends on the end tag.
    public init(reader: XMLReader) throws {
        id = try reader.requiredID()
        try reader.forEachChild { child in
            switch child.localName {
            case "version": version = try child.trimmedText()
            case "benchmark":
                benchmarkID = child.attribute("id")
                benchmarkHref = child.attribute("href")
            case "Profile": profiles.append(try Profile(reader: child))
            default: break
            }
        }
    }
}

extension XMLReader {
    func idref() throws -> String {
        guard let idref = attribute("idref"), !idref.isEmpty else {
            throw unexpected("the \(localName) does not name an item")
        }
        return idref
    }
}
