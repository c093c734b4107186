public import FileIntegrity
import Host

/// Martlet under the name of its peer: the options, reports and exit codes of `aide`.
///
/// ```swift
/// exit(Aide(dialect: .v0_18, console: .process).run(CommandLine.arguments))
/// ```
///
/// Scripts that were written for the peer read its reports and its exit codes, so both are its own; what goes
/// to standard error has its shape and says the same.
public struct Aide {
    private let dialect: Dialect
    let console: AideConsole
    /// Whether `@@x_include` may run programs.
    private let runsPrograms: Bool

    /// A program that speaks a dialect.
    ///
    /// - Parameter runsPrograms: whether `@@x_include` may run programs; otherwise such a line ends with 20.
    public init(dialect: Dialect, console: AideConsole, runsPrograms: Bool = false) {
        self.dialect = dialect
        self.console = console
        self.runsPrograms = runsPrograms
    }

    /// Runs a command line and returns the exit code.
    ///
    /// - Parameter arguments: the words, of which the first is the name that messages begin with.
    public func run(_ arguments: [String]) -> Int32 {
        let name = arguments.first ?? "aide"
        let options: AideOptions
        do { options = try AideOptions(Array(arguments.dropFirst()), dialect: dialect) } catch {
            console.complain("\(name): \(error.message)")
            return AideExit.arguments
        }
        if options.wantsHelp {
            console.print(AideTexts.usage(dialect))
            return 0
        }
        if options.wantsVersion {
            console.print(AideTexts.version(dialect))
            return 0
        }
        var session = AideSession(options: options, dialect: dialect, console: console)
        return session.run(files: files)
    }

    private var files: ConfigurationFiles? {
        guard let host = try? Host() else { return nil }
        var files = ConfigurationFiles.of(host)
        if runsPrograms { files.run = ProgramRunner.run }
        return files
    }
}
