import XML

extension Item {
    init(reader: XMLReader, id: String, parent: Int?) throws {
        self.init(id: id, parent: parent)
        clusterID = reader.attribute("cluster-id")
        extends = reader.attribute("extends")
        isAbstract = try reader.boolean("abstract") ?? false
        isHidden = try reader.boolean("hidden") ?? false
        prohibitsChanges = try reader.boolean("prohibitChanges") ?? false
        place = reader.place
        if let written = try reader.boolean("selected") {
            isSelected = written
            stated.insert(.selected)
        }
        if let written = try reader.weight() {
            weight = written
            stated.insert(.weight)
        }
    }

    /// Takes a child that groups and rules both have; false when the child is none of them.
    mutating func readChild(_ reader: XMLReader, options: ReadingOptions) throws -> Bool {
        switch reader.localName {
        case "title": if title.isEmpty { title = try reader.trimmedText() }
        case "description":
            if options.contains(.texts), description.isEmpty {
                description = try PlainTextWriter.flowed(reader)
            }
        case "rationale":
            if options.contains(.texts), rationale.isEmpty { rationale = try PlainTextWriter.flowed(reader) }
        case "warning":
            if options.contains(.texts) { warnings.append(try Warning(reader: reader)) }
        case "reference":
            if options.contains(.references) { references.append(try Reference(reader: reader)) }
        case "status": statuses.append(try Status(reader: reader))
        case "version": version = try reader.trimmedText()
        case "platform": platforms.append(try reader.platformName())
        case "requires": requires.append(reader.idList("idref"))
        case "conflicts": conflicts += reader.idList("idref")
        default: return false
        }
        return true
    }
}

extension Warning {
    init(reader: XMLReader) throws {
        category = reader.attribute("category") ?? "general"
        (text, marks) = try PlainTextWriter.flowedWithMarks(reader)
    }
}

extension Reference {
    init(reader: XMLReader) throws {
        href = reader.attribute("href") ?? ""
        text = try reader.trimmedText()
    }
}
