import XML

extension Profile {
    init(reader: XMLReader) throws {
        self.init(id: try reader.requiredID())
        extends = reader.attribute("extends")
        isAbstract = try reader.boolean("abstract") ?? false
        place = reader.place
        try reader.forEachChild { child in
            guard selections.count + settings.count + refinements.count < BenchmarkReader.decisionLimit else {
                throw child.unexpected("the profile has more than \(BenchmarkReader.decisionLimit) decisions")
            }
            try readChild(child)
        }
    }

    private mutating func readChild(_ reader: XMLReader) throws {
        let place = reader.place
        switch reader.localName {
        case "title": if title.isEmpty { title = try reader.trimmedText() }
        case "description": if description.isEmpty { description = try PlainTextWriter.flowed(reader) }
        case "version": version = try reader.trimmedText()
        case "status": statuses.append(try Status(reader: reader))
        case "reference": references.append(try Reference(reader: reader))
        case "platform": platforms.append(try reader.platformName())
        case "select":
            let idref = try reader.idref()
            guard let isSelected = try reader.boolean("selected") else {
                throw reader.unexpected("the select of \"\(idref)\" does not say whether it is selected")
            }
            selections.append(Selection(idref: idref, isSelected: isSelected, place: place))
        case "set-value":
            settings.append(
                Setting(idref: try reader.idref(), choice: .values([try reader.text()]), place: place))
        case "set-complex-value":
            settings.append(
                Setting(idref: try reader.idref(), choice: .values(try reader.valueItems()), place: place))
        case "refine-value":
            let idref = try reader.idref()
            if let selector = reader.attribute("selector") {
                settings.append(Setting(idref: idref, choice: .selector(selector), place: place))
            }
            if let comparison = reader.attribute("operator") {
                settings.append(Setting(idref: idref, choice: .comparison(comparison), place: place))
            }
        case "refine-rule":
            refinements.append(
                Refinement(
                    idref: try reader.idref(), selector: reader.attribute("selector"),
                    severity: try reader.severity(), role: try reader.role(), weight: try reader.weight(),
                    place: place))
        default: break
        }
    }
}

extension Tailoring {
    /// The namespaces of tailorings for XCCDF 1.2, and the peer's for XCCDF 1.1, which has none of its own.
    public static let namespaces: Set<String> = [
        "http://checklists.nist.gov/xccdf/1.2", "http://checklists.nist.gov/xccdf/1.1",
        "http://open-scap.org/page/Xccdf-1.1-tailoring",
    ]

    /// Reads a tailoring from a reader that stands on its `Tailoring` element; ends on the end tag.
    public init(reader: XMLReader) throws {
        id = try reader.requiredID()
        try reader.forEachChild { child in
            switch child.localName {
            case "version": version = try child.trimmedText()
            case "status": statuses.append(try Status(reader: child))
            case "benchmark":
                benchmarkID = child.attribute("id")
                benchmarkHref = child.attribute("href")
            case "Profile":
                let profile = try Profile(reader: child)
                guard !profiles.contains(where: { $0.id == profile.id }) else {
                    throw child.unexpected("the id \"\(profile.id)\" is used by two profiles")
                }
                profiles.append(profile)
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
