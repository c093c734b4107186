import XML

/// The values of external variables, as an OVAL variables file holds them (`oval-var:oval_variables`).
public struct ExternalValues: Sendable {
    /// The values by variable id.
    public var values: [String: [String]] = [:]
    /// The values' types by variable id.
    public var datatypes: [String: Datatype] = [:]

    /// Reads a variables file.
    ///
    /// - Throws: ``OVALError`` with file and line.
    public init(path: String) throws(OVALError) { try self.init(reading: .oval(path: path)) }

    /// Reads a variables file in memory; `name` stands for it in errors.
    ///
    /// - Throws: ``OVALError`` with name and line.
    public init(bytes: [UInt8], name: String) throws(OVALError) {
        try self.init(reading: .oval(bytes: bytes, name: name))
    }

    /// Reads the `oval_variables` element on which a reader stands.
    ///
    /// - Throws: ``OVALError`` with file and line.
    public init(reading reader: XMLReader) throws(OVALError) {
        try reader.read("oval_variables") {
            try reader.forEachChild { reader in
                guard reader.localName == "variables" else { return }
                try reader.forEachChild { reader in try readVariable(reader) }
            }
        }
    }

    private mutating func readVariable(_ reader: XMLReader) throws {
        let (id, line) = (try reader.required("id"), reader.line)
        if values[id] != nil { throw OVALError.duplicate(file: reader.file, line: line, id: id) }
        datatypes[id] = try reader.choice("datatype", default: .string)
        var texts: [String] = []
        try reader.forEachChild { reader in
            if reader.localName == "value" { texts.append(try reader.valueText()) }
        }
        values[id] = texts
    }
}
