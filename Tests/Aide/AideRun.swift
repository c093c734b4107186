import AideCommands
import FileIntegrity
import Synchronization

/// What one run of a program gave.
struct AideRun: Equatable {
    var exitCode: Int32
    var output: String
    var errors: String

    /// Runs our program in this process.
    static func ours(_ words: [String], _ dialect: Dialect = .v0_18, runsPrograms: Bool = false) -> AideRun {
        final class Sink: @unchecked Sendable {
            // One run writes to it, on one thread.
            var bytes: [UInt8] = []
        }
        let (output, errors) = (Sink(), Sink())
        let console = AideConsole(
            output: { output.bytes += $0 }, errors: { errors.bytes += $0 }, clock: { 1_700_000_000 })
        let code = Aide(dialect: dialect, console: console, runsPrograms: runsPrograms).run(["aide"] + words)
        return AideRun(
            exitCode: code, output: String(decoding: output.bytes, as: UTF8.self),
            errors: String(decoding: errors.bytes, as: UTF8.self))
    }
}
