import OVAL

/// Reads definitions and judges all of them on a host of which nothing can be collected.
func fuzzDefinitions(_ bytes: [UInt8]) {
    guard let definitions = try? Definitions(bytes: bytes, name: "m.xml") else { return }
    let evaluator = Evaluator(definitions, collector: Collector(probes: []), now: 1_000_000_000)
    for id in definitions.definitions.keys {
        let verdict = evaluator.verdict(ofDefinition: id)
        precondition(evaluator.verdict(ofDefinition: id) == verdict, "two verdicts about \(id)")
        _ = evaluator.evidence(ofDefinition: id)
    }
    for id in definitions.variables.keys { _ = evaluator.values(ofVariable: id) }
}

/// Reads what stands beside definitions: results, system characteristics, variables and directives.
func fuzzOVALResults(_ bytes: [UInt8]) {
    _ = try? RecordedResults(bytes: bytes, name: "m.xml")
    _ = try? SystemCharacteristics(bytes: bytes, name: "m.xml")
    _ = try? ExternalValues(bytes: bytes, name: "m.xml")
    _ = try? Directives(bytes: bytes, name: "m.xml")
}
