import ArgumentParser
import Bytes
import Capability
import FileIntegrity
import Host
import IntegrityVerbs

/// The command `martlet integrity config-check`.
struct IntegrityConfigCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config-check", abstract: "Tell what is wrong or odd in an aide.conf, or convert it.",
        discussion: """
            Every error is told with file, line and column, not only the first. Warnings are for rules that reach \
            further than they look, for exclusions that leave out more than they name, and for files by which \
            machines are taken over and that no rule watches.

            --to prints the configuration in a newer version of the language; its warnings go to standard error.

            The exit code is 0 when the configuration can be used and 1 when it cannot.

            EXAMPLES
              martlet integrity config-check --config /etc/aide/aide.conf
              martlet integrity config-check --config aide.conf --dialect 0.16 -o json
              martlet integrity config-check --config aide.conf --dialect 0.18 --to 0.19 > aide-0.19.conf
            """)

    @Option(name: [.short, .long], help: "An aide.conf. Default: the strict rules of this program.")
    var config: String?

    @Option(help: "The version of AIDE's language that it is in: 0.16, 0.18 or 0.19. Default: 0.18.")
    var dialect: Dialect?

    @Option(name: .customLong("to"), help: "Print the configuration as this version has it.")
    var newDialect: Dialect?

    @Option(name: [.short, .long], help: "How to print remarks: table, json or yaml.")
    var output = OutputFormat.table

    func validate() throws {
        guard let newDialect else { return }
        let order = Dialect.allCases
        let (old, new) = (order.firstIndex(of: dialect ?? .v0_18), order.firstIndex(of: newDialect))
        if let old, let new, new < old {
            throw ValidationError(
                "--to \(newDialect.rawValue): is older than \((dialect ?? .v0_18).rawValue)")
        }
        if output != .table { throw ValidationError("--to prints a configuration, so it excludes --output") }
    }

    func run() throws {
        let files = ConfigurationFiles.of(try Host())
        if let newDialect { return try convert(to: newDialect, files) }
        let check = ConfigurationCheck(config.map { .file($0) } ?? .strict, dialect: dialect, files: files)
        if output == .table {
            StandardOutput.put(Array(check.remarks.map { $0.text + "\n" }.joined().utf8))
        } else {
            StandardOutput.put(Array(output.render(check.json).utf8))
        }
        StandardError.write(check.summary)
        throw check.isUsable ? HouseExit.clean : HouseExit.failed
    }

    private func convert(to new: Dialect, _ files: ConfigurationFiles) throws {
        var bytes = Array(StrictConfiguration.text.utf8)
        if let config {
            switch files.read(config) {
            case .success(let read): bytes = read
            case .failure(let failure): throw CommandFailure("\(config): \(failure.reason)")
            }
        }
        let converter = DialectConverter(from: dialect ?? .v0_18, to: new)
        let result = try converter.convert(bytes, named: config ?? StrictConfiguration.name)
        StandardOutput.put(result.bytes)
        for note in result.notes { StandardError.write(PlainText.escaped("\(note.place): \(note.message)")) }
    }
}
