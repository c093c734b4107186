import XML

extension Value {
    init(reader: XMLReader, id: String, parent: Int?, options: ReadingOptions) throws {
        self.init(id: id, parent: parent)
        clusterID = reader.attribute("cluster-id")
        extends = reader.attribute("extends")
        if let written = reader.attribute("type") {
            type = written
            isTypeStated = true
        }
        if let written = reader.attribute("operator") {
            comparison = written
            isComparisonStated = true
        }
        interfaceHint = reader.attribute("interfaceHint") ?? ""
        isAbstract = try reader.boolean("abstract") ?? false
        isHidden = try reader.boolean("hidden") ?? false
        place = reader.place
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
            case "match", "lower-bound", "upper-bound", "choices":
                constraints.append(try ValueConstraint(reader: child))
            default: break
            }
        }
    }
}

extension ValueConstraint {
    init(reader: XMLReader) throws {
        selector = reader.attribute("selector") ?? ""
        switch reader.localName {
        case "match": demand = .match(try reader.text())
        case "lower-bound": demand = .lowerBound(try Self.number(reader))
        case "upper-bound": demand = .upperBound(try Self.number(reader))
        default:
            let isBinding = try reader.boolean("mustMatch") ?? false
            var texts: [String] = []
            try reader.forEachChild { child in
                switch child.localName {
                case "choice": texts.append(try child.text())
                case "complex-choice": texts += try child.valueItems()
                default: break
                }
            }
            demand = .oneOf(texts, isBinding: isBinding)
        }
    }

    private static func number(_ reader: XMLReader) throws -> Double {
        let name = reader.localName
        let text = try reader.text().trimmingXMLSpace
        guard let number = Double(text), number.isFinite else {
            throw reader.unexpected("the \(name) is \"\(text.prefix(40))\"; it must be a number")
        }
        return number
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
