import ArgumentParser
import Capability
import Kubernetes

/// The command `martlet compliance bind`.
struct ComplianceBindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bind", abstract: "Let a cluster be scanned against profiles.",
        discussion: """
            Creates a ScanSettingBinding, once the setting and the profiles that it names are found. With --dry-run \
            it is printed and no cluster is asked.

            EXAMPLES
              martlet compliance bind -N my-binding profile/ocp4-cis profile/ocp4-cis-node
              martlet compliance bind -N mine -S default-auto-apply tailoredprofile/cis-node-tailored
              martlet compliance bind -N mine profile/debian12-standard --dry-run > binding.yaml
            """)

    @Option(name: [.customShort("N"), .long], help: "The name of the binding.") var name: String

    @Option(name: [.customShort("S"), .long], help: "The ScanSetting.") var settings = "default"

    @Flag(name: .customLong("dry-run"), help: "Print the object instead of creating it.") var isDryRun = false

    @Argument(help: ArgumentHelp("profile/NAME or tailoredprofile/NAME.", valueName: "type/name"))
    var profiles: [String]

    @Option(name: [.short, .long], help: "With --dry-run: yaml or json.") var output = OutputFormat.yaml

    @OptionGroup(title: "Cluster Options") var cluster: ClusterArguments

    func validate() throws { _ = try request() }

    func run() async throws {
        let request = try request()
        if isDryRun {
            print(output.render(request.object(in: cluster.namespace).json), terminator: "")
            return
        }
        try await cluster.withNamespace(otherwise: ComplianceGroup.namespace) { place in
            try await request.create(in: place)
            print("ScanSettingBinding \"\(name)\" was created in namespace \"\(place.name)\"")
        }
    }

    private func request() throws -> BindingRequest {
        try BindingRequest(name: name, setting: settings, profiles: profiles)
    }
}
