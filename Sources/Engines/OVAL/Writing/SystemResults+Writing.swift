import XML

extension SystemResults {
    func writeDefinitions(to writer: inout XMLWriter) {
        if definitions.isEmpty { return }
        writer.element("definitions") { writer in
            for definition in definitions { definition.write(to: &writer) }
        }
    }

    func writeTests(to writer: inout XMLWriter) {
        if tests.isEmpty { return }
        writer.element("tests") { writer in
            for test in tests { test.write(to: &writer) }
        }
    }
}

extension DefinitionOutcome {
    fileprivate func write(to writer: inout XMLWriter) {
        var attributes = [("definition_id", id), ("version", String(version))]
        if let definitionClass { attributes.append(("class", definitionClass.rawValue)) }
        writer.element("definition", attributes + [("result", verdict.rawValue)]) { writer in
            for message in messages { writer.element("message", [("level", "error")], text: message) }
            criteria?.write(to: &writer)
        }
    }
}

extension CriteriaOutcome {
    fileprivate func write(to writer: inout XMLWriter) {
        // The schema wants at least one node; a group without any has a result all the same.
        if nodes.isEmpty { return }
        var attributes = [("operator", combination.rawValue)]
        attributes += Self.flags(applicabilityCheck, negate, verdict)
        writer.element("criteria", attributes) { writer in
            for node in nodes {
                switch node {
                case .criteria(let inner): inner.write(to: &writer)
                case .test(let reference): reference.write("criterion", "test_ref", to: &writer)
                case .definition(let reference):
                    reference.write("extend_definition", "definition_ref", to: &writer)
                }
            }
        }
    }

    fileprivate static func flags(
        _ applicabilityCheck: Bool, _ negate: Bool, _ verdict: Verdict
    ) -> [(String, String)] {
        (applicabilityCheck ? [("applicability_check", "true")] : [])
            + (negate ? [("negate", "true")] : []) + [("result", verdict.rawValue)]
    }
}

extension CriterionOutcome.Reference {
    fileprivate func write(_ element: String, _ attribute: String, to writer: inout XMLWriter) {
        let flags = CriteriaOutcome.flags(applicabilityCheck, negate, verdict)
        writer.element(element, [(attribute, id), ("version", String(version))] + flags, text: "")
    }
}

extension TestOutcome {
    fileprivate func write(to writer: inout XMLWriter) {
        var attributes = [("test_id", id), ("version", String(version))]
        // The defaults of the schema go without saying.
        if existence != .atLeastOne { attributes.append(("check_existence", existence.rawValue)) }
        attributes.append(("check", check.rawValue))
        if stateOperator != .and { attributes.append(("state_operator", stateOperator.rawValue)) }
        writer.element("test", attributes + [("result", verdict.rawValue)]) { writer in
            for message in messages { writer.element("message", [("level", "error")], text: message) }
            for tested in items {
                let attributes = [("item_id", String(tested.item)), ("result", tested.verdict.rawValue)]
                writer.element("tested_item", attributes, text: "")
            }
            for value in variables {
                writer.element("tested_variable", [("variable_id", value.variable)], text: value.text)
            }
        }
    }
}
