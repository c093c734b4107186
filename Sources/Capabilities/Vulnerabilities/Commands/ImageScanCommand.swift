import ArgumentParser
import Feeds
import VulnerabilityVerbs

/// The command `martlet image scan`.
struct ImageScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Tell what is known against the software in an image.",
        discussion: """
            EXAMPLES
              martlet image scan app.tar
              martlet image scan /srv/images/app:v2 --fail-on high --fixable
              martlet image scan sbom:app.cdx.json -o sarif
              martlet image scan dir:/mnt/root -o wide
            """)

    @Argument(help: "The image.")
    var image: String

    @OptionGroup var arguments: ScanArguments

    func run() throws {
        let feeds = try Feeds(arguments.feeds.directory)
        let inventory = try SoftwareListing.of(try SoftwareSource(image))
        try arguments.show(
            try ScanReport(of: inventory, target: image, feeds: feeds, time: presentTime()))
    }
}
