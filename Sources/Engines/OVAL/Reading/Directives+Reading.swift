import XML

extension Directives {
    /// Reads a directives file (`oval-dir:oval_directives`).
    ///
    /// - Throws: ``OVALError`` with file and line.
    public init(path: String) throws(OVALError) { try self.init(reading: .oval(path: path)) }

    /// Reads a directives file in memory; `name` stands for it in errors.
    ///
    /// - Throws: ``OVALError`` with name and line.
    public init(bytes: [UInt8], name: String) throws(OVALError) {
        try self.init(reading: .oval(bytes: bytes, name: name))
    }

    /// Reads the `oval_directives` element on which a reader stands.
    ///
    /// - Throws: ``OVALError`` with file and line.
    public init(reading reader: XMLReader) throws(OVALError) {
        self.init(.full)
        var isComplete = false
        try reader.read("oval_directives") {
            try reader.forEachChild { reader in
                if reader.localName == "directives" { isComplete = true }
                try readDirectives(reader)
            }
            if !isComplete { throw reader.unexpected("oval_directives has no element \"directives\"") }
        }
    }

    /// Reads a child of `oval_directives` or `oval_results`; others than directives are left alone.
    mutating func readDirectives(_ reader: XMLReader) throws {
        switch reader.localName {
        case "directives":
            includesSourceDefinitions =
                reader.attribute("include_source_definitions") == nil
                || reader.flag("include_source_definitions")
            general = try Self.reported(reader)
        case "class_directives":
            let definitionClass: Definition.Class = try reader.requiredChoice("class")
            classes[definitionClass] = try Self.reported(reader)
        default: break
        }
    }

    private static func reported(_ reader: XMLReader) throws -> Reported {
        var reported: Reported = [:]
        try reader.forEachChild { reader in
            let name = reader.localName
            guard let verdict = Verdict.directiveElements.first(where: { $0.name == name })?.verdict else {
                throw reader.unexpected("unknown directive \(name)")
            }
            _ = try reader.required("reported")
            if reader.flag("reported") {
                reported[verdict] = try reader.choice("content", default: .full)
            }
        }
        return reported
    }
}
