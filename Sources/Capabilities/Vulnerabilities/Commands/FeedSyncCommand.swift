import ArgumentParser
import Capability
import Feeds

/// The command `martlet feed sync`.
struct FeedSyncCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Take the newest feeds of a folder of bundles.",
        discussion: """
            The folder holds bundles (*.tar) as martlet feed export writes them, whole ones and changes; those that \
            lead to the newest feeds with the fewest bytes are taken. Bundles that cannot be believed are passed over \
            with a remark, and the exit code is 3 then. Folders alone are taken: a mirror on a web server has to be \
            mounted or copied first.

            EXAMPLES
              martlet feed sync /mnt/feeds --trust vendor.pem
            """)

    @Argument(help: "The folder of the bundles.")
    var folder: String

    @OptionGroup var trust: TrustArguments

    @OptionGroup var place: FeedArguments

    func validate() throws {
        if folder.contains("://") {
            throw ValidationError("\(folder): bundles are taken from folders only; copy them here first.")
        }
    }

    func run() throws {
        let directory = place.directory
        let trusted = try trust.keys(of: directory)
        let folder = try FeedBundleFolder(folder, trusting: trusted.map(\.key))
        for remark in folder.remarks { StandardError.write(remark) }
        let known = try directory.manifest()
        let steps = try folder.steps(from: known)
        let adoption = FeedAdoption(directory: directory, trusted: trusted)
        for step in steps { try adoption.take(step.path) }
        if steps.isEmpty {
            guard let known else {
                throw CommandFailure("\(self.folder): no bundle is there that can be taken")
            }
            StandardOutput.put("nothing newer than serial \(known.serial) of \(known.created)\n")
        }
        if !folder.remarks.isEmpty { throw HouseExit.partial }
    }
}
