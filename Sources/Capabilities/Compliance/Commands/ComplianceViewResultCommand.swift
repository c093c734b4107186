import ArgumentParser
import Capability
import Glibc
import Kubernetes

/// The command `martlet compliance view-result`.
struct ComplianceViewResultCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view-result", abstract: "Show all that a cluster knows about one check result.",
        discussion: """
            EXAMPLES
              martlet compliance view-result ocp4-moderate-resource-requests-quota
              martlet compliance view-result ocp4-cis-api-server-anonymous-auth -o yaml
            """)

    @Argument(help: "The name of a ComplianceCheckResult.") var result: String

    @Option(name: [.short, .long], help: "How to print: table, json or yaml.") var output = OutputFormat.table

    @OptionGroup(title: "Cluster Options") var cluster: ClusterArguments

    func validate() throws { _ = try reference() }

    func run() async throws {
        let view = try await cluster.withNamespace(otherwise: ComplianceGroup.namespace) { place in
            try await ResultView(try reference().name, in: place)
        }
        print(
            output == .table ? FieldList(view.fields, width: Self.columns).text : output.render(view.json),
            terminator: "")
    }

    /// People copy the name with its type, as `kubectl -o name` prints it.
    private func reference() throws -> ObjectReference {
        let type = ComplianceCheckResult.type
        return try ObjectReference(
            result.contains("/") ? [result] : [type.singular, result], among: [type])
    }

    /// The terminal's columns; 100 where there is none.
    private static var columns: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return Int(size.ws_col)
    }
}
