import ArgumentParser

/// The commands `martlet image …`.
struct ImageGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "image", abstract: "Tell what software is in an image, and what is known against it.",
        discussion: """
            An image is an OCI layout (a directory or an archive), an archive of `docker save`, a directory that \
            holds its files (dir:PATH) or its bill of materials (sbom:PATH). The exit code is 0 when nothing is \
            known against it, 2 when there are findings at or above --fail-on, 3 when something could not be \
            judged, 1 when the command itself failed and 64 when the command line makes no sense.

            EXAMPLES
              martlet image scan app.tar
              martlet image diff app-1.tar app-2.tar
              martlet image sbom app.tar --format spdx-json
            """,
        subcommands: [ImageScanCommand.self, ImageDiffCommand.self, ImageBillCommand.self])
}
