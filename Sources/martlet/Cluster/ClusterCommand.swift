import ArgumentParser

/// The commands `martlet cluster …`.
struct ClusterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster", abstract: "Look after the state of the embedded cluster.",
        subcommands: [
            BackupCommand.self, RestoreCommand.self, MigrateCommand.self, CheckCommand.self,
            CompactCommand.self,
        ])
}

/// The option that names a state directory, with the default of `martlet up`.
struct StateDirectoryOption: ParsableArguments {
    @Option(name: .customLong("state-dir"), help: "Where state is kept. Default: /var/lib/martlet for root.")
    var stateDirectory = UpCommand.defaultStateDirectory
}
