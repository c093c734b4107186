import ArgumentParser
import Bytes
import Capability
import FileIntegrity
import IntegrityVerbs

/// The command `martlet integrity verify`.
struct IntegrityVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Tell whether the baseline is the one that was signed and published.",
        discussion: """
            The database's entries are held against the signed statement, the statement against its signature and \
            this machine's key, and both against what was published elsewhere: who has put an older baseline back \
            with its own statement is found only by that. `init -o json`, `approve -o json` and `verify -o json` \
            print what there is to publish.

            The exit code is 0 when all is well, 2 when something speaks against the baseline and 1 when there is \
            none.

            EXAMPLES
              martlet integrity verify
              martlet integrity verify --published last-known.json
              ssh node martlet integrity verify --expect-counter 7 --expect-root 5891b5b522d5…
            """)

    @OptionGroup var arguments: IntegrityArguments
    @OptionGroup var published: PublishedArguments

    @Option(name: .customLong("expect-root"), help: "The root of the entries, 64 hexadecimal digits.")
    var expectedRoot: String?

    @Option(
        name: .customLong("expect-counter"), help: "The number of the baseline; a lower one was put back.")
    var expectedCounter: Int?

    @Option(name: .customLong("expect-key"), help: "The name of the key, 64 hexadecimal digits.")
    var expectedKey: String?

    @Option(help: "The directory that is looked at as the machine's root; only its name is asked for.")
    var root: String?

    @Option(name: [.short, .long], help: "How to print: table, json or yaml.")
    var output = OutputFormat.table

    func validate() throws {
        for (option, value) in [("root", expectedRoot), ("key", expectedKey)] {
            guard let value else { continue }
            if Hex.decode(value)?.count != 32 {
                throw ValidationError("--expect-\(option) \(value): is not 64 hexadecimal digits")
            }
        }
        if let expectedCounter, expectedCounter < 1 {
            throw ValidationError("--expect-counter \(expectedCounter): baselines are counted from 1")
        }
    }

    func run() throws {
        let run = try IntegrityRun(arguments) { $0.root = root }
        var baseline = try TrustedBaseline(of: run.verb)
        baseline.known = try published.evidence()
        let signed = try? baseline.statement()
        if let expected = try expectation(signed) { baseline.known.append(expected) }
        if signed == nil, baseline.known.isEmpty { try baseline.require() }
        let findings = try baseline.findings()
        if signed == nil, findings.isEmpty {
            throw CommandFailure("\(run.verb.baseline ?? ""): is not signed, so nothing can be said of it")
        }
        show(signed, findings)
        throw findings.isEmpty ? HouseExit.clean : HouseExit.findings
    }

    private func show(_ signed: SignedStatement?, _ findings: [BaselineFinding]) {
        if output != .table {
            var json = signed.map(PublishedStatement.json) ?? [:]
            json["findings"] = .array(findings.map { .string($0.sentence) })
            StandardOutput.put(Array(output.render(json).utf8))
            return
        }
        StandardOutput.put(Array(findings.map { $0.sentence + "\n" }.joined().utf8))
        if findings.isEmpty, let signed { StandardError.write(BaselineText.line(signed)) }
    }

    /// What the options say; what they leave open is taken from the statement itself.
    private func expectation(_ signed: SignedStatement?) throws -> RollbackEvidence? {
        if expectedRoot == nil, expectedCounter == nil, expectedKey == nil { return nil }
        let counter = expectedCounter ?? signed?.statement.counter ?? 1
        var root = signed?.statement.root ?? []
        if let statement = signed?.statement, statement.counter == counter + 1 {
            root = statement.previousRoot ?? []
        }
        return RollbackEvidence(
            counter: counter, root: expectedRoot.flatMap(Hex.decode) ?? root,
            keyID: expectedKey.flatMap { BaselineKeyID($0) } ?? signed?.keyID
                ?? BaselineKeyID(publicKey: []), source: "the command line")
    }
}
