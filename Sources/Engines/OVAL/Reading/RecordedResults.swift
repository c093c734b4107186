import XML

/// A document of results that was written earlier (OVAL 5.11, `oval-res:oval_results`), ours or another
/// program's, such as a report in an ARF.
public struct RecordedResults: Sendable {
    /// What the document tells.
    public var directives = Directives(.full)
    /// The definitions that were evaluated; nil when the document leaves them out.
    public var definitions: Definitions?
    /// The results of each system.
    public var systems: [SystemResults] = []

    /// Reads a file whose root is `oval_results`.
    ///
    /// - Throws: ``OVALError`` with file and line.
    public init(path: String) throws(OVALError) { try self.init(reading: .oval(path: path)) }

    /// Reads a document in memory; `name` stands for it in errors.
    ///
    /// - Throws: ``OVALError`` with name and line.
    public init(bytes: [UInt8], name: String) throws(OVALError) {
        try self.init(reading: .oval(bytes: bytes, name: name))
    }

    /// Reads the `oval_results` element on which a reader stands, such as a report of an ARF.
    ///
    /// - Throws: ``OVALError`` with file and line.
    public init(reading reader: XMLReader) throws(OVALError) {
        try reader.read("oval_results") {
            try reader.forEachChild { reader in
                switch reader.localName {
                case "oval_definitions": definitions = try Definitions(reading: reader)
                case "results":
                    try reader.forEachChild { systems.append(try SystemResults(reading: $0)) }
                default: try directives.readDirectives(reader)
                }
            }
        }
    }
}

extension SystemResults {
    fileprivate init(reading reader: XMLReader) throws {
        self.init()
        try reader.forEachChild { reader in
            switch reader.localName {
            case "definitions":
                try reader.forEachChild { definitions.append(try DefinitionOutcome(reading: $0)) }
            case "tests": try reader.forEachChild { tests.append(try TestOutcome(reading: $0)) }
            case "oval_system_characteristics": characteristics = try SystemCharacteristics(reading: reader)
            default: break
            }
        }
    }
}

extension DefinitionOutcome {
    fileprivate init(reading reader: XMLReader) throws {
        self.init(
            id: try reader.required("definition_id"), version: reader.version,
            verdict: try reader.requiredChoice("result"))
        if reader.attribute("class") != nil { definitionClass = try reader.requiredChoice("class") }
        try reader.forEachChild { reader in
            switch reader.localName {
            case "message": messages.append(try reader.text())
            case "criteria": criteria = try CriteriaOutcome(reading: reader)
            default: break
            }
        }
    }
}

extension CriteriaOutcome {
    /// Nesting is bounded by the reader's own depth limit.
    fileprivate init(reading reader: XMLReader) throws {
        self.init(
            combination: try reader.requiredChoice("operator"), negate: reader.flag("negate"),
            applicabilityCheck: reader.flag("applicability_check"),
            verdict: try reader.requiredChoice("result"), nodes: [])
        try reader.forEachChild { reader in
            switch reader.localName {
            case "criteria": nodes.append(.criteria(try CriteriaOutcome(reading: reader)))
            case "criterion": nodes.append(.test(try .init(reading: reader, "test_ref")))
            case "extend_definition":
                nodes.append(.definition(try .init(reading: reader, "definition_ref")))
            default: throw reader.unexpected("criteria cannot hold \(reader.localName)")
            }
        }
    }
}

extension CriterionOutcome.Reference {
    fileprivate init(reading reader: XMLReader, _ attribute: String) throws {
        self.init(
            id: try reader.required(attribute), version: reader.version, negate: reader.flag("negate"),
            applicabilityCheck: reader.flag("applicability_check"),
            verdict: try reader.requiredChoice("result"))
    }
}

extension TestOutcome {
    fileprivate init(reading reader: XMLReader) throws {
        self.init(
            id: try reader.required("test_id"), version: reader.version,
            existence: try reader.choice("check_existence", default: .atLeastOne),
            check: try reader.check("check"),
            stateOperator: try reader.choice("state_operator", default: .and),
            verdict: try reader.requiredChoice("result"))
        try reader.forEachChild { reader in
            switch reader.localName {
            case "message": messages.append(try reader.text())
            case "tested_item":
                let number = try reader.requiredInteger("item_id")
                items.append(TestedItem(item: number, verdict: try reader.requiredChoice("result")))
            case "tested_variable":
                let variable = try reader.required("variable_id")
                variables.append(VariableValue(variable: variable, text: try reader.text()))
            default: break
            }
        }
    }
}
