import XML

extension Definition {
    init(reading reader: XMLReader) throws {
        guard reader.localName == "definition" else {
            throw reader.unexpected("expected definition, found \(reader.localName)")
        }
        id = try reader.required("id")
        version = reader.version
        definitionClass = try reader.choice("class", default: .miscellaneous)
        isDeprecated = reader.flag("deprecated")
        try reader.forEachChild { reader in
            switch reader.localName {
            case "metadata":
                try reader.forEachChild { reader in
                    if reader.localName == "title" { title = try reader.text() }
                }
            case "criteria": criteria = try Criteria(reading: reader)
            default: break
            }
        }
    }
}

extension Criteria {
    /// Nesting is bounded by the reader's own depth limit.
    init(reading reader: XMLReader) throws {
        combination = try reader.choice("operator", default: .and)
        negate = reader.flag("negate")
        applicabilityCheck = reader.flag("applicability_check")
        try reader.forEachChild { reader in
            let comment = reader.attribute("comment") ?? ""
            let (negate, applies) = (reader.flag("negate"), reader.flag("applicability_check"))
            switch reader.localName {
            case "criteria": nodes.append(.criteria(try Criteria(reading: reader)))
            case "criterion":
                let id = try reader.required("test_ref")
                nodes.append(.test(id: id, negate: negate, applicabilityCheck: applies, comment: comment))
            case "extend_definition":
                let id = try reader.required("definition_ref")
                nodes.append(
                    .definition(id: id, negate: negate, applicabilityCheck: applies, comment: comment))
            default: throw reader.unexpected("criteria cannot hold \(reader.localName)")
            }
        }
    }
}

extension Test {
    init(reading reader: XMLReader) throws {
        id = try reader.required("id")
        version = reader.version
        element = reader.localName
        family = reader.family
        checkExistence = try reader.choice("check_existence", default: .atLeastOne)
        check = try reader.check("check")
        stateOperator = try reader.choice("state_operator", default: .and)
        comment = reader.attribute("comment") ?? ""
        try reader.forEachChild { reader in
            switch reader.localName {
            case "object": object = try reader.required("object_ref")
            case "state": states.append(try reader.required("state_ref"))
            default: break
            }
        }
    }
}
