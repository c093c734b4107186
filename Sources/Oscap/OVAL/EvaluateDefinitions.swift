import Glibc
import Host
import OVAL
import SCAP
import SCAPReports
import XML

/// `oscap oval eval`: evaluates definitions and prints each one's verdict.
struct EvaluateDefinitions {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        let path = invocation.words[0]
        let source = try SourceFile(path)
        let file = DefinitionsFile(invocation, source)
        try ContentValidity(invocation).check(source)
        let definitions = try file.definitions()
        let values = try ExternalVariables(invocation).values()
        let host = try ChecklistSession.host()
        let resultsPath = invocation.arguments.value("results")
        let reportPath = invocation.arguments.value("report")
        let document = try OVALResultsFile(invocation.arguments)
        let evaluator = Evaluator(
            definitions, collector: Collector(host: host), externalValues: values, now: Int64(time(nil)),
            collectsWholeItems: resultsPath != nil || reportPath != nil)
        if let id = invocation.arguments.value("id") {
            guard definitions.definitions[id] != nil else {
                throw Failure(
                    "No definition with ID: \(id) in definition model.",
                    "No definition with ID: \(id) in result model.")
            }
            print(id, evaluator)
        } else {
            for id in definitions.order.sorted(by: Self.peersOrder) { print(id, evaluator) }
        }
        invocation.terminal.print("Evaluation done.\n")
        if let resultsPath {
            let (source, system) = (try file.element(), SystemInfo(host))
            try ResultFile(resultsPath).write { receive in
                try document.write(evaluator, source: source, system: system, to: receive)
            }
        }
        if let reportPath {
            let report = OVALReport(evaluator, on: SystemInfo(host))
            try ResultFile(reportPath).write { receive in try report.writeHTML(to: receive) }
        }
        return .ok
    }

    /// The peer walks a tree of ids from its far end.
    static func peersOrder(_ first: String, _ second: String) -> Bool {
        second.utf8.lexicographicallyPrecedes(first.utf8)
    }

    private func print(_ id: String, _ evaluator: Evaluator) {
        let result = evaluator.result(ofDefinition: id)
        if let message = result.message { invocation.terminal.complain("W: oscap: \(message)") }
        invocation.terminal.print("Definition \(id): \(result.verdict.rawValue)\n")
    }
}
