import XML

/// The values of external variables, as an OVAL variables file holds them (`oval-var:oval_variables`).
public struct ExternalValues: Sendable {
    /// The values by variable id.
    public var values: [String: [String]] = [:]

    /// Reads a variables file.
    ///
    /// - Throws: ``OVALError`` with file and line.
    public init(path: String) throws(OVALError) {
        let reader: XMLReader
        do throws(XMLError) { reader = try XMLReader(path: path) } catch { throw .content(error) }
        do {
            guard reader.localName == "oval_variables" else {
                throw reader.unexpected("expected oval_variables, found \(reader.localName)")
            }
            try reader.forEachChild { reader in
                guard reader.localName == "variables" else { return }
                try reader.forEachChild { reader in
                    let id = try reader.required("id")
                    try reader.forEachChild { reader in
                        if reader.localName == "value" {
                            values[id, default: []].append(try reader.valueText())
                        }
                    }
                }
            }
        } catch let error as XMLError {
            throw .content(error)
        } catch {
            throw .content(reader.unexpected("\(error)"))
        }
    }
}
