public import Advisories
import AdvisoryStore
import Bytes
import Glibc
public import Matching

/// The feeds of a machine, ready to be looked into.
///
/// ```swift
/// let feeds = try Feeds(FeedDirectory("/var/lib/martlet/feeds"))
/// var matcher = try Matcher(feeds.database)
/// ```
public struct Feeds: Sendable {
    /// Which feeds there are.
    public let manifest: FeedManifest
    /// The advisories.
    public let database: AdvisoryDatabase
    private let enrichments: FlatTable<String>
    private let lifecycleTable: FlatTable<String>

    /// Opens what a directory holds.
    ///
    /// - Throws: ``FeedsError``; ``FeedsError/damaged(_:_:)`` when nothing was ever brought in.
    public init(_ directory: FeedDirectory) throws(FeedsError) {
        guard let manifest = try directory.manifest() else {
            throw .damaged(directory.path, "no feed has been imported yet (martlet feed import)")
        }
        let path = directory.compiledPath(manifest)
        if access(path, F_OK) != 0 {
            // Another version of the program compiled it, or it was cut off.
            try directory.locked { () throws(FeedsError) in try directory.compile(manifest) }
        }
        var segments: [Segment] = []
        for name in FeedDirectory.names(path) where name.hasSuffix(".seg") {
            do throws(StoreError) { segments.append(try Segment(path: "\(path)/\(name)")) } catch {
                throw FeedsError(error)
            }
        }
        self.manifest = manifest
        database = AdvisoryDatabase(segments)
        enrichments = try Self.table(path + "/enrichments.tab")
        lifecycleTable = try Self.table(path + "/lifecycles.tab")
    }

    /// What is said of a CVE besides the packages that it is in; empty when nothing is.
    public func facts(of id: String) -> [Enrichment.Fact] {
        list(enrichments[id]).compactMap(Enrichment.Fact.init)
    }

    /// Until when the releases of a product are maintained; empty when nothing is known of it.
    public func lifecycles(of product: String) -> [Lifecycle] {
        list(lifecycleTable[product]).compactMap(Lifecycle.init)
    }

    private func list(_ text: String?) -> [JSONView] {
        guard let text, let document = try? JSONDocument(Array(text.utf8)) else { return [] }
        return document.root.elements
    }

    private static func table(_ path: String) throws(FeedsError) -> FlatTable<String> {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var status = stat()
        fstat(descriptor, &status)
        guard let region = FlatRegion(mapping: descriptor, size: Int(status.st_size)) else {
            throw .damaged(path, "cannot be mapped")
        }
        var reader = FlatReader(region)
        do throws(FlatError) { return try FlatTable<String>(flat: &reader) } catch {
            throw .damaged(path, error.description)
        }
    }
}
