import XML

extension Value {
    init(reader: XMLReader, id: String, parent: Int?, options: ReadingOptions) throws {
        self.init(id: id, parent: parent)
        clusterID = reader.attribute("cluster-id")
        extends = reader.attribute("extends")
        type = reader.attribute("type") ?? "string"
        comparison = reader.attribute("operator") ?? "equals"
        isInteractive = try reader.boolean("interactive") ?? false
        try reader.forEachChild { child in
            switch child.localName {
            case "title": if title.isEmpty { title = try child.trimmedText() }
            case "description":
                if options.contains(.texts), description.isEmpty {
                    description = try PlainTextWriter.flowed(child)
                }
            case "warning": if options.contains(.texts) { warnings.append(try Warning(reader: child)) }
            case "value":
                let selector = child.attribute("selector") ?? ""
                choices.append(Choice(selector: selector, values: [try child.text()]))
            case "complex-value":
                let selector = child.attribute("selector") ?? ""
                choices.append(Choice(selector: selector, values: try child.valueItems()))
            default: break
            }
        }
    }
}

extension XMLReader {
    /// The `item` elements of a complex value.
    func valueItems() throws -> [String] {
        var items: [String] = []
        try forEachChild { child in
            if child.localName == "item" { items.append(try child.text()) }
        }
        return items
    }
}
