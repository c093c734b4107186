import ArgumentParser

/// The command `martlet image sbom`.
struct ImageBillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sbom", abstract: "List the software in an image as a bill of materials.",
        discussion: """
            EXAMPLES
              martlet image sbom app.tar > app.cdx.json
              martlet image sbom app.tar --format spdx-json --out app.spdx.json
              martlet image sbom sbom:other.spdx.json --format cyclonedx-json
            """)

    @Argument(help: "The image.")
    var image: String

    @OptionGroup var arguments: BillArguments

    func run() throws {
        let source = try SoftwareSource(image)
        try arguments.write(try SoftwareListing.of(source), of: source.subject)
    }
}
