import ArgumentParser
import Capability
import SCAP

/// The command `martlet compliance validate`.
struct ComplianceValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Hold SCAP documents against the schemas of their languages.",
        discussion: """
            The exit code is 0 when every document is valid, 2 when one is not, and 1 when one cannot be read.

            EXAMPLES
              martlet compliance validate ssg-debian12-ds.xml tailoring.xml
            """)

    @Argument(help: "Data streams, benchmarks, OVAL, tailoring or result documents.") var files: [String]
    @Option(help: "Where the schemas are.") var schemas = SchemaSet.debianDirectory
    @Option(help: "How many problems of one document are enough.") var limit = 20

    func run() throws {
        let set = SchemaSet(directory: schemas)
        var isClean = true
        for file in files {
            let problems = try set.problems(in: file, limit: limit)
            for problem in problems { print("\(problem)") }
            if problems.isEmpty { StandardError.write("\(file): valid") } else { isClean = false }
        }
        throw isClean ? HouseExit.clean : HouseExit.findings
    }
}
