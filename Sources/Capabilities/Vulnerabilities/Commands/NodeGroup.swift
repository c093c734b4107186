import ArgumentParser
import Feeds
import Host
import Inventory
import SBOM
import VulnerabilityVerbs

/// The commands `martlet node …`.
struct NodeGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "node", abstract: "Tell what software is on this machine, and what is known against it.",
        discussion: """
            EXAMPLES
              martlet node scan
              martlet node sbom --format spdx-json
            """,
        subcommands: [NodeScanCommand.self, NodeBillCommand.self])
}

/// The command `martlet node scan`.
struct NodeScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Tell what is known against the software on this machine.",
        discussion: """
            EXAMPLES
              martlet node scan --fail-on exploited
              martlet node scan --root /mnt/node -o json
            """)

    @Option(help: "The directory that is looked at as the machine's root.")
    var root = "/"

    @OptionGroup var arguments: ScanArguments

    func run() throws {
        let feeds = try Feeds(arguments.feeds.directory)
        let host = try Host(root: root)
        let inventory = SoftwareListing.watched { $0.inventory(of: host) }
        try arguments.show(
            try ScanReport(of: inventory, target: host.name(), feeds: feeds, time: presentTime()))
    }
}

/// The command `martlet node sbom`.
struct NodeBillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sbom", abstract: "List the software on this machine as a bill of materials.",
        discussion: """
            EXAMPLES
              martlet node sbom > node.cdx.json
              martlet node sbom --format table
            """)

    @Option(help: "The directory that is looked at as the machine's root.")
    var root = "/"

    @OptionGroup var arguments: BillArguments

    func run() throws {
        let host = try Host(root: root)
        try arguments.write(
            SoftwareListing.watched { $0.inventory(of: host) }, of: .init(.host, name: host.name()))
    }
}
