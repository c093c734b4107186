import XML

extension Rule {
    init(reader: XMLReader, item: Item, options: ReadingOptions) throws {
        self.init(item: item)
        if let written = try reader.severity() {
            severity = written
            self.item.stated.insert(.severity)
        }
        if let written = try reader.role() {
            role = written
            self.item.stated.insert(.role)
        }
        isMultiple = try reader.boolean("multiple") ?? false
        try reader.forEachChild { child in
            if try self.item.readChild(child, options: options) { return }
            switch child.localName {
            case "version": version = try child.trimmedText()
            case "ident":
                guard options.contains(.references) else { return }
                let system = child.attribute("system") ?? ""
                idents.append(Ident(system: system, text: try child.trimmedText()))
            case "impact-metric": impactMetric = try child.trimmedText()
            case "fixtext":
                if options.contains(.fixes) { fixTexts.append(try FixText(reader: child)) }
            case "fix": if options.contains(.fixes) { fixes.append(try Fix(reader: child)) }
            case "check", "complex-check": checks.append(try CheckExpression(reader: child))
            default: break
            }
        }
    }
}

extension Fix {
    init(reader: XMLReader) throws {
        id = reader.attribute("id") ?? ""
        system = reader.attribute("system") ?? ""
        complexity = reader.attribute("complexity") ?? "unknown"
        disruption = reader.attribute("disruption") ?? "unknown"
        strategy = reader.attribute("strategy") ?? "unknown"
        needsReboot = try reader.boolean("reboot") ?? false
        platform = reader.attribute("platform")
        (content, elements) = try PlainTextWriter.verbatim(reader)
    }
}

extension FixText {
    init(reader: XMLReader) throws {
        fixref = reader.attribute("fixref") ?? ""
        needsReboot = try reader.boolean("reboot") ?? false
        strategy = reader.attribute("strategy") ?? "unknown"
        disruption = reader.attribute("disruption") ?? "unknown"
        complexity = reader.attribute("complexity") ?? "unknown"
        text = try PlainTextWriter.flowed(reader)
    }
}

extension CheckExpression {
    init(reader: XMLReader) throws {
        guard reader.localName == "complex-check" else {
            self = .check(try Check(reader: reader))
            return
        }
        let spelling = reader.attribute("operator") ?? ""
        guard let operation = CheckOperator(rawValue: spelling) else {
            throw reader.unexpected(
                "the operator of a complex-check is \"\(spelling.prefix(40))\"; it must be AND or OR")
        }
        let negate = try reader.boolean("negate") ?? false
        var parts: [CheckExpression] = []
        try reader.forEachChild { child in
            guard child.localName == "check" || child.localName == "complex-check" else { return }
            parts.append(try CheckExpression(reader: child))
        }
        self = .complex(operation, negate: negate, parts)
    }
}

extension Check {
    init(reader: XMLReader) throws {
        self.init(system: reader.attribute("system") ?? "")
        selector = reader.attribute("selector") ?? ""
        negate = try reader.boolean("negate") ?? false
        isMultiCheck = try reader.boolean("multi-check") ?? false
        try reader.forEachChild { child in
            switch child.localName {
            case "check-export":
                exports.append(
                    Export(
                        valueID: child.attribute("value-id") ?? "", name: child.attribute("export-name") ?? ""
                    ))
            case "check-content-ref":
                contents.append(
                    ContentReference(href: child.attribute("href") ?? "", name: child.attribute("name")))
            default: break
            }
        }
    }
}

extension XMLReader {
    /// The severity, or nil when absent.
    func severity() throws -> Severity? {
        guard let text = attribute("severity") else { return nil }
        guard let severity = Severity(rawValue: text) else {
            throw unexpected(
                "the severity is \"\(text.prefix(40))\"; it must be unknown, info, low, medium or high")
        }
        return severity
    }

    /// The role, or nil when absent.
    func role() throws -> Role? {
        guard let text = attribute("role") else { return nil }
        guard let role = Role(rawValue: text) else {
            throw unexpected("the role is \"\(text.prefix(40))\"; it must be full, unscored or unchecked")
        }
        return role
    }
}
