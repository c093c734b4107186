import ArgumentParser
import Bytes
import Capability
import FileIntegrity
import IntegrityVerbs
import IntegrityWatch
import Threads

/// The command `martlet integrity watch`.
struct IntegrityWatchCommand: ParsableCommand {
    /// How findings are printed as they come.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, ndjson
    }

    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Tell at once which file changes, and who did it.",
        discussion: """
            First everything is looked at, then the kernel tells what happens. A file that is as it was again is \
            told as resolved. What the kernel loses is counted, and looked at again. Root alone may watch whole \
            file systems.

            Ends after --duration, or with SIGINT or SIGTERM; the exit code is 2 when something was found, else 0.

            EXAMPLES
              martlet integrity watch
              martlet integrity watch --limit /etc -o ndjson
              martlet integrity watch --duration 3600 --no-first-look
            """)

    @OptionGroup var arguments: IntegrityArguments
    @OptionGroup var walk: WalkArguments
    @OptionGroup var published: PublishedArguments

    @Option(help: "End after so many seconds. Default: never.")
    var duration: Int?

    @Flag(name: .customLong("no-first-look"), help: "Tell only of what happens from now on.")
    var skipsFirstLook = false

    @Option(name: [.short, .long], help: "How to print: table, or ndjson for one document a line.")
    var output = Format.table

    func validate() throws {
        if let duration, duration < 0 { throw ValidationError("--duration: \(duration) is negative") }
    }

    func run() throws {
        let run = try IntegrityRun(arguments, walk.add)
        let doubts = try run.verify(published.evidence())
        for doubt in doubts { StandardError.write(PlainText.escaped(doubt.sentence)) }
        var options = WatchSession.Options()
        options.root = walk.root
        options.limit = run.verb.limit
        options.index = run.verb.index
        options.workers = walk.workers?.value
        options.duration = duration
        options.checksAtStart = !skipsFirstLook
        let session = WatchSession(configuration: run.verb.configuration, options: options)
        TerminationSignals.handle { _ in session.stop() }
        if output == .table { put(WatchFinding.tableHead) }
        let summary = try session.run(
            onFinding: { put(output == .table ? $0.tableLine : $0.json.text + "\n") },
            onNotice: { StandardError.write(PlainText.escaped($0)) },
            onReady: { StandardError.write("watching") })
        StandardError.write(
            "\(summary.events) events, \(summary.looks) files looked at, \(summary.findings) findings, "
                + "\(summary.resolved) resolved, \(summary.losses) losses")
        throw summary.findings > 0 || !doubts.isEmpty ? HouseExit.findings : HouseExit.clean
    }

    private func put(_ text: String) { StandardOutput.put(Array(text.utf8)) }
}
