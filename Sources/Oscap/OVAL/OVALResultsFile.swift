import Glibc
import OVAL
import XML

/// The document that `oval eval --results` writes.
struct OVALResultsFile {
    private let invocation: Invocation
    private let definitions: Definitions
    private let source: [UInt8]
    private let system: SystemInfo

    /// - Parameter source: the element `oval_definitions` that was evaluated.
    init(_ invocation: Invocation, definitions: Definitions, source: [UInt8], system: SystemInfo) {
        self.invocation = invocation
        self.definitions = definitions
        self.source = source
        self.system = system
    }

    /// The document of what was evaluated so far.
    func bytes(_ evaluator: Evaluator) -> [UInt8] {
        let directives = Directives(invocation.arguments.has("thin-results") ? .thin : .full)
        let document = ResultsDocument(
            generator: .now, directives: directives, definitions: source,
            includesCharacteristics: !invocation.arguments.has("without-syschar"))
        var writer = XMLWriter()
        let results = evaluator.results(on: system).reported(under: directives, of: definitions)
        document.write(results, to: &writer)
        return writer.finish()
    }
}

extension Generator {
    /// What makes documents now.
    static var now: Generator { Generator(time: Int64(Glibc.time(nil))) }
}
