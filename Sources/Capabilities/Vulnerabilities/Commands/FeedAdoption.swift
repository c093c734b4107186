import Capability
import Feeds

/// Takes bundles, and says so.
struct FeedAdoption {
    let directory: FeedDirectory
    let trusted: [TrustedKey]

    func take(_ path: String) throws {
        let adoption = try FeedBundle.adopt(path, into: directory, trusting: trusted.map(\.key))
        let manifest = adoption.manifest
        let names = trusted.filter { adoption.signers.contains($0.key) }.map(\.name).joined(separator: ", ")
        let what = adoption.isNew ? "\(manifest.feeds.count) feeds" : "nothing new"
        let state = "serial \(manifest.serial) of \(manifest.created)"
        StandardOutput.put("\(path): \(what), \(state), signed by \(names)\n")
    }
}
