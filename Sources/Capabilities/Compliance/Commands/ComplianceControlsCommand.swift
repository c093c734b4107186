import ArgumentParser
import Bytes
import Capability

/// The command `martlet compliance controls`.
struct ComplianceControlsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "controls", abstract: "Show which controls of which standards a profile's rules serve.",
        discussion: """
            EXAMPLES
              martlet compliance controls profile ocp4-cis-node
              martlet compliance controls tailoredprofile/mine --benchmark NIST-800-53 -o json
            """)

    @Argument(help: ArgumentHelp("A profile or tailoredprofile.", valueName: "type name"))
    var object: [String]

    @Option(name: [.short, .long], help: "Show one standard, such as CIS-OCP or NIST-800-53.")
    var benchmark: String?

    @Option(name: [.short, .long], help: "How to print: table, json or yaml.") var output = OutputFormat.table

    @OptionGroup(title: "Cluster Options") var cluster: ClusterArguments

    func validate() throws { _ = try reference() }

    func run() async throws {
        let rules = try await cluster.withNamespace(otherwise: ComplianceGroup.namespace) { place in
            try await ProfileRules(place: place).rules(of: try reference())
        }
        let controls = try ProfileControls(rules).only(benchmark)
        print(
            output == .table
                ? controls.table
                : output.render(["profile": .string(try reference().name), "controls": controls.json]),
            terminator: "")
    }

    private func reference() throws -> ObjectReference {
        try ObjectReference(object, among: ProfileRules.types)
    }
}
