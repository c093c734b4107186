import Glibc
import Host
import OVAL
import XML

/// `oscap oval collect`: looks at what the objects of definitions describe and prints how that went.
struct CollectObjects {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        let path = invocation.words[0]
        let definitions = try DefinitionsFile(invocation, try SourceFile(path)).definitions()
        let host = try ChecklistSession.host()
        let evaluator = Evaluator(
            definitions, collector: Collector(host: host),
            externalValues: try ExternalVariables(invocation).values(),
            now: Int64(time(nil)), collectsWholeItems: true)
        for id in try objects(definitions, path) {
            let flag = evaluator.collection(of: id).flag
            invocation.terminal.print("Collected: \"\(id)\" : \(flag.rawValue)\n")
        }
        if let file = invocation.arguments.value("syschar") {
            var writer = XMLWriter()
            evaluator.characteristics(of: SystemInfo(host)).write(Generator.now, to: &writer)
            try ResultFile(file).write(writer.finish())
        }
        return .ok
    }

    private func objects(_ definitions: Definitions, _ path: String) throws(Failure) -> [String] {
        guard let id = invocation.arguments.value("id") else {
            return definitions.objects.keys.sorted(by: EvaluateDefinitions.peersOrder)
        }
        guard definitions.objects[id] != nil else {
            throw Failure(lines: ["Object ID(\(id)) does not exist in '\(path)'."], status: .ok)
        }
        return [id]
    }
}

/// The values that `--variables FILE` gives.
struct ExternalVariables {
    private let invocation: Invocation

    init(_ invocation: Invocation) { self.invocation = invocation }

    /// The values by variable; empty without the option.
    func values() throws(Failure) -> [String: [String]] {
        guard let path = invocation.arguments.value("variables") else { return [:] }
        let source = try SourceFile(path)
        guard source.kind == .ovalVariables else {
            throw Failure("Type mismatch: \(path). Expecting OVAL Variables but found \(source.kind.name).")
        }
        do throws(OVALError) { return try ExternalValues(path: path).values } catch {
            throw Failure("\(error)")
        }
    }
}
