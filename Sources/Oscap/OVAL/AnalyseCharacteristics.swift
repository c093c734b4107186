import Glibc
import OVAL
import XML

/// `oscap oval analyse`: evaluates definitions on what was collected from a machine before.
struct AnalyseCharacteristics {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        let source = try SourceFile(invocation.words[0])
        try ContentValidity(invocation).check(source)
        let file = DefinitionsFile(invocation, source)
        let definitions = try file.definitions()
        let document = try OVALResultsFile(invocation.arguments)
        let recorded = try SourceFile(invocation.words[1])
        guard recorded.kind == .ovalSystemCharacteristics else {
            throw Failure("\(recorded.path): it holds no system characteristics")
        }
        let characteristics: SystemCharacteristics
        do throws(OVALError) { characteristics = try SystemCharacteristics(path: recorded.path) } catch {
            throw Failure("\(error)")
        }
        let evaluator = Evaluator(
            definitions, collector: Collector(characteristics),
            externalValues: try ExternalVariables(invocation).values(), now: Int64(time(nil)),
            collectsWholeItems: true)
        for id in definitions.order { _ = evaluator.verdict(ofDefinition: id) }
        guard let path = invocation.arguments.value("results") else { return .ok }
        let element = try file.element()
        try ResultFile(path).write { receive in
            try document.write(evaluator, source: element, system: characteristics.system, to: receive)
        }
        return .ok
    }
}
