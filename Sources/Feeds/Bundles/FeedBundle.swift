import Bytes
public import Signing

/// Feeds as they travel to machines without a network: a tar archive of `manifest.json`, the signatures of exactly its
/// bytes, and the records that it names, whole or as changes against records that the other side has.
///
/// Everything but the manifest is named by its digest in the manifest, so that one signature covers it all.
///
/// ```swift
/// try FeedBundle.write(directory, to: "monday.tar", signer: key)
/// try FeedBundle.adopt("monday.tar", into: elsewhere, trusting: [vendor])
/// ```
public struct FeedBundle: Sendable {
    /// What the bundle brings.
    public let manifest: FeedManifest
    /// The keys that signed it.
    public let signers: [Ed25519PublicKey]
    let signatures: FeedSignatures
    let archive: FeedBundleArchive

    /// Reads which feeds a bundle brings, and checks who signed it; the records are checked when they are taken.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - keys: one of them has to have signed it; nil when anybody's word will do.
    /// - Throws: ``FeedsError``.
    public init(_ path: String, trusting keys: [Ed25519PublicKey]?) throws(FeedsError) {
        archive = try FeedBundleArchive(path)
        let name = "\(path): \(FeedBundleArchive.signaturesName)"
        signatures = try FeedSignatures(archive.signatures, path: name).holding(of: archive.manifest)
        signers = signatures.signers(of: archive.manifest)
        // Nothing of the manifest is read before somebody who is trusted has answered for it.
        if let keys, !signers.contains(where: keys.contains) { throw .untrusted(path) }
        manifest = try FeedManifest(archive.manifest, path: "\(path): \(FeedBundleArchive.manifestName)")
        let digests = Set(manifest.feeds.map(\.digest))
        for member in archive.members.keys where !digests.contains(member.digest) {
            throw .damaged(path, "the manifest does not name member \"\(member.name)\"")
        }
    }

    /// Whether a file begins as a bundle does; it may still be damaged.
    public static func isBundle(_ path: String) -> Bool { FeedBundleArchive.begins(path) }

    /// The feeds whose records cannot be had of the bundle and of records that are there already.
    func missing(with digests: Set<String>) -> [FeedManifest.Feed] {
        manifest.feeds.filter { feed in
            !digests.contains(feed.digest)
                && !archive.members.keys.contains { member in
                    guard member.digest == feed.digest else { return false }
                    switch member {
                    case .records: return true
                    case .changes(let base, _): return digests.contains(base)
                    }
                }
        }
    }

    /// The lines of a feed that is in the bundle as a whole; nil when it is not.
    func lines(of feed: FeedManifest.Feed) throws(FeedsError) -> [UInt8]? {
        try packed(.records(feed.digest), of: feed)?.lines
    }

    /// A member as it is and unpacked, when it is what the manifest says.
    func packed(
        _ member: FeedBundleMember, of feed: FeedManifest.Feed, against base: [UInt8]? = nil
    ) throws(FeedsError) -> (bytes: [UInt8], lines: [UInt8])? {
        guard let bytes = try archive.bytes(of: member, limit: PackedLines.packedLimit(feed.size)) else {
            return nil
        }
        let lines = try PackedLines.unpack(
            bytes, digest: feed.digest, size: feed.size, against: base,
            path: "\(archive.path): \(member.name)")
        return (bytes, lines)
    }
}
