import ArgumentParser
import FileIntegrity
import IntegrityVerbs

/// What is remembered of the baseline outside of the machine.
struct PublishedArguments: ParsableArguments {
    @Option(
        help: """
            What was published of the baseline (JSON of init, approve or verify, or COUNTER:ROOT:KEY), or - for \
            standard input; may be given again.
            """)
    var published: [String] = []

    /// What it says.
    func evidence() throws -> [RollbackEvidence] {
        try published.map { name in
            let bytes: [UInt8]
            do {
                bytes = try PublishedFile.read(name)
            } catch let error as PublishedFile.Failure {
                throw ValidationError("--published \(name): \(error.reason)")
            }
            do {
                return try PublishedStatement.read(bytes, source: name == "-" ? "standard input" : name)
            } catch {
                throw ValidationError("--published \(error)")
            }
        }
    }
}
