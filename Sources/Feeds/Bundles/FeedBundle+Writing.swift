import Files
import Images
public import Signing

extension FeedBundle {
    /// Writes the feeds of a directory into a file, signed.
    ///
    /// Signatures under which the feeds came here go along.
    ///
    /// - Parameters:
    ///   - path: the bundle; what is there is replaced once it is whole.
    ///   - signer: who answers for it.
    ///   - base: what the other side has: of it only the changes are written.
    /// - Returns: what was written of.
    /// - Throws: ``FeedsError``; no file is left behind then.
    @discardableResult
    public static func write(
        _ directory: FeedDirectory, to path: String, signer: Ed25519Key, since base: FeedBundleBase? = nil
    ) throws(FeedsError) -> FeedManifest {
        // A change at the same time would take the records away that this manifest names.
        try directory.locked { () throws(FeedsError) in
            guard let bytes = try directory.manifestBytes() else {
                throw .damaged(directory.path, "no feed has been imported yet (martlet feed import)")
            }
            let manifest = try FeedManifest(bytes, path: directory.manifestPath)
            var signatures = try directory.signatures(of: bytes)
            do { try signatures.sign(bytes, with: signer) } catch {
                throw .system("\(path): cannot be signed: \(error)")
            }
            let members = try members(manifest, directory, base)
            do throws(FileFailure) {
                let writer = try TarWriter(path)
                try writer.add(FeedBundleArchive.manifestName, bytes)
                try writer.add(FeedBundleArchive.signaturesName, signatures.bytes)
                for (name, content) in members { try writer.add(name, content) }
                try writer.finish()
            } catch { throw FeedsError(error) }
            return manifest
        }
    }

    /// The members by name, in the order of their names.
    private static func members(
        _ manifest: FeedManifest, _ directory: FeedDirectory, _ base: FeedBundleBase?
    ) throws(FeedsError) -> [(name: String, bytes: [UInt8])] {
        let known = Set(base?.manifest.feeds.map(\.digest) ?? [])
        var members: [String: [UInt8]] = [:]
        for feed in manifest.feeds where !known.contains(feed.digest) {
            let (whole, lines) = try directory.packed(feed)
            members[FeedBundleMember.records(feed.digest).name] = whole
            guard let old = base?.manifest.feed(feed.name), let oldLines = try base?.lines(of: old) else {
                continue
            }
            let member = FeedBundleMember.changes(base: old.digest, feed.digest).name
            let changes = try PackedLines.pack(lines, against: oldLines, path: "\(directory.path): \(member)")
            // When nearly everything changed, the whole is smaller and needs no base.
            guard changes.count < whole.count else { continue }
            members[FeedBundleMember.records(feed.digest).name] = nil
            members[member] = changes
        }
        return members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
