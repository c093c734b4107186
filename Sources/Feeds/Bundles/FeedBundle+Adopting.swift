public import Signing

extension FeedBundle {
    /// What became of a bundle.
    public struct Adoption: Sendable, Equatable {
        /// What is there now.
        public let manifest: FeedManifest
        /// The keys that signed it, whether they are trusted or not.
        public let signers: [Ed25519PublicKey]
        /// Whether anything changed; not so when the same feeds were there.
        public let isNew: Bool
    }

    /// Puts the feeds of a bundle into the place of those of a directory, all of them at once.
    ///
    /// - Parameters:
    ///   - keys: one of them has to have signed the bundle.
    /// - Throws: ``FeedsError``, also when the bundle is older than what is there; nothing has changed then.
    @discardableResult
    public static func adopt(
        _ path: String, into directory: FeedDirectory, trusting keys: [Ed25519PublicKey]
    ) throws(FeedsError) -> Adoption {
        let bundle = try FeedBundle(path, trusting: keys)
        return try directory.locked { () throws(FeedsError) in
            let known = try directory.manifest()
            if let known, known.serial >= bundle.manifest.serial {
                guard known.serial == bundle.manifest.serial else {
                    throw .rollback(path, bundle.manifest.serial, known.serial)
                }
                guard known == bundle.manifest else { throw .forked(path, known.serial) }
                try directory.add(bundle.signatures)
                return Adoption(manifest: known, signers: bundle.signers, isNew: false)
            }
            do throws(FeedsError) {
                try bundle.bringRecords(into: directory, known)
                try directory.adopt(
                    bundle.manifest, bytes: bundle.archive.manifest, signatures: bundle.signatures)
            } catch {
                directory.sweep(known)
                throw error
            }
            return Adoption(manifest: bundle.manifest, signers: bundle.signers, isNew: true)
        }
    }

    /// Puts the records that are not there yet beside those that are.
    private func bringRecords(into directory: FeedDirectory, _ known: FeedManifest?) throws(FeedsError) {
        let there = Dictionary(
            (known?.feeds ?? []).map { ($0.digest, $0) }, uniquingKeysWith: { first, _ in first })
        if let feed = missing(with: Set(there.keys)).first {
            throw .lacksBase(archive.path, feed.name)
        }
        for feed in manifest.feeds where there[feed.digest] == nil {
            if let packed = try packed(.records(feed.digest), of: feed) {
                try directory.put(packed: packed.bytes, digest: feed.digest)
                continue
            }
            for member in archive.members.keys where member.digest == feed.digest {
                guard case .changes(let digest, _) = member, let base = there[digest],
                    let packed = try packed(member, of: feed, against: try directory.lines(of: base))
                else { continue }
                try directory.put(packed.lines, digest: feed.digest)
                break
            }
        }
    }
}
