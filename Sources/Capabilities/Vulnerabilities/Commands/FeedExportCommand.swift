import ArgumentParser
import Capability
import Feeds
import Signing

/// The command `martlet feed export`.
struct FeedExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write all feeds into one signed file for machines without a network.",
        discussion: """
            With --since, only what changed since an earlier bundle is written; whoever takes it has to have that \
            one's feeds. Of a manifest alone (manifest.json of the directory of the feeds) it is known which feeds did \
            not change; the others are written whole.

            EXAMPLES
              martlet feed key feeds.key > feeds.pem
              martlet feed export monday.tar --key feeds.key
              martlet feed export tuesday.tar --key feeds.key --since monday.tar
            """)

    @Argument(help: "The bundle to write.")
    var file: String

    @Option(help: "The key that signs it (martlet feed key).")
    var key: String

    @Option(help: "An earlier bundle, or its manifest, that the other side has.")
    var since: String?

    @OptionGroup var place: FeedArguments

    func run() throws {
        let signer = try Ed25519KeyFile(key).existing()
        let base = try since.map { path in try FeedBundleBase(path) }
        let manifest = try FeedBundle.write(place.directory, to: file, signer: signer, since: base)
        StandardOutput.put("\(file): \(manifest.feeds.count) feeds, serial \(manifest.serial)\n")
    }
}
