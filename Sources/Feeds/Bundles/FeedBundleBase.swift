import Files

/// What the receivers of a bundle have already: an earlier bundle, or its manifest alone.
public struct FeedBundleBase: Sendable {
    /// What they have.
    public let manifest: FeedManifest
    private let bundle: FeedBundle?

    /// Reads an earlier bundle, or a manifest.
    ///
    /// Of a manifest alone it is known which feeds have not changed since; the others are written whole.
    ///
    /// - Throws: ``FeedsError``.
    public init(_ path: String) throws(FeedsError) {
        if FeedBundle.isBundle(path) {
            let bundle = try FeedBundle(path, trusting: nil)
            self.init(manifest: bundle.manifest, bundle: bundle)
            return
        }
        let bytes: [UInt8]?
        do throws(FileFailure) { bytes = try SmallFile.read(path, limit: FeedManifest.limit) } catch {
            throw FeedsError(error)
        }
        guard let bytes else { throw .system("\(path): there is no such file") }
        self.init(manifest: try FeedManifest(bytes, path: path), bundle: nil)
    }

    private init(manifest: FeedManifest, bundle: FeedBundle?) {
        self.manifest = manifest
        self.bundle = bundle
    }

    func lines(of feed: FeedManifest.Feed) throws(FeedsError) -> [UInt8]? { try bundle?.lines(of: feed) }
}
