import XML

extension Definitions {
    /// Reads a file whose root is `oval_definitions`.
    ///
    /// - Throws: ``OVALError`` with file and line.
    public init(path: String) throws(OVALError) { try self.init(reading: .oval(path: path)) }

    /// Reads a document in memory; `name` stands for it in errors.
    ///
    /// - Throws: ``OVALError`` with name and line.
    public init(bytes: [UInt8], name: String) throws(OVALError) {
        try self.init(reading: .oval(bytes: bytes, name: name))
    }

    /// Reads the `oval_definitions` element on which a reader stands, such as a component of a data stream.
    ///
    /// Every reference is looked up, so that what is evaluated later has no loose ends.
    ///
    /// - Throws: ``OVALError`` with file and line.
    public init(reading reader: XMLReader) throws(OVALError) {
        self.init(file: reader.file)
        try reader.read("oval_definitions") {
            try reader.forEachChild { reader in try readSection(reader) }
        }
        try checkReferences()
    }

    private mutating func readSection(_ reader: XMLReader) throws {
        switch reader.localName {
        case "generator":
            try reader.forEachChild { reader in
                if reader.localName == "schema_version" { schemaVersion = try reader.text() }
            }
        case "definitions":
            try reader.forEachChild { reader in
                let line = reader.line
                let definition = try Definition(reading: reader)
                try add(definition, id: definition.id, line: line, to: \.definitions)
                order.append(definition.id)
            }
        case "tests":
            try reader.forEachChild { reader in
                let line = reader.line
                let test = try Test(reading: reader)
                try add(test, id: test.id, line: line, to: \.tests)
                testOrder.append(test.id)
            }
        case "objects":
            try reader.forEachChild { reader in
                let line = reader.line
                let object = try Object(reading: reader)
                try add(object, id: object.id, line: line, to: \.objects)
                objectOrder.append(object.id)
            }
        case "states":
            try reader.forEachChild { reader in
                let line = reader.line
                let state = try State(reading: reader)
                try add(state, id: state.id, line: line, to: \.states)
            }
        case "variables":
            try reader.forEachChild { reader in
                let line = reader.line
                let variable = try Variable(reading: reader)
                try add(variable, id: variable.id, line: line, to: \.variables)
            }
        default: break
        }
    }

    private mutating func add<Part>(
        _ part: Part, id: String, line: Int, to parts: WritableKeyPath<Definitions, Parts<Part>>
    ) throws {
        guard self[keyPath: parts].insert(part, id: id) else {
            throw OVALError.duplicate(file: file, line: line, id: id)
        }
    }
}
