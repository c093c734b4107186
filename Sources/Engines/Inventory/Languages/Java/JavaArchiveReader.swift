/// Walks a Java archive and the archives in it.
///
/// What an archive is, is told by Maven's own record in it (`pom.properties`) before its manifest, and by this before
/// its file's name. A shaded archive has the records of all that was put into it; each is a package at its own place.
final class JavaArchiveReader {
    /// Real records have a few lines; manifests of signed archives a line or two for each file.
    private static let recordLimit = 1 << 20
    private static let manifestLimit = 32 << 20
    private static let archiveLimit = 512 << 20

    private var listing: Listing
    private let budget = UnpackingBudget()
    private var problem: InventoryProblem?

    init(path: String) { listing = Listing(.maven, path: path) }

    /// Hands over what was found.
    ///
    /// - Throws: the first thing that could not be read.
    func deliver(into packages: inout [Package]) throws(InventoryProblem) {
        try listing.deliver(into: &packages)
        if let problem { throw problem }
    }

    /// Reads one archive.
    ///
    /// - Parameter place: where it stands in the outermost one; nil for that itself.
    func read(_ bytes: UnsafeRawBufferPointer, name: String, place: String?, depth: Int) {
        let found: ZipArchive?
        do throws(ZipProblem) {
            found = try ZipArchive(bytes, budget: budget, where: JavaEntry.isWanted)
        } catch { return note(error, at: place) }
        // A file of another kind that is named like an archive tells of nothing.
        guard let archive = found else { return }
        var identity = JavaIdentity(fileName: name)
        var models: [ZipArchive.Entry] = []
        for entry in archive.entries {
            guard let kind = JavaEntry(entry.name) else { continue }
            if kind == .model {
                models.append(entry)
            } else {
                read(entry, of: archive, as: kind, place: place, depth: depth, into: &identity)
            }
        }
        for entry in models where !identity.hasRecord(beside: entry.name) {
            read(entry, of: archive, as: .model, place: place, depth: depth, into: &identity)
        }
        for (record, own) in identity.records {
            listing.add(
                namespace: record.group, name: record.artifact, version: record.version,
                licenses: own ? identity.licenses : [],
                place: own ? place : Self.join(place, record.place))
        }
        if let own = identity.derived {
            listing.add(
                namespace: own.group, name: own.artifact, version: own.version, licenses: identity.licenses,
                place: place)
        }
    }

    private func read(
        _ entry: ZipArchive.Entry, of archive: ZipArchive, as kind: JavaEntry, place: String?, depth: Int,
        into identity: inout JavaIdentity
    ) {
        let inner = Self.join(place, entry.name)
        do throws(ZipProblem) {
            switch kind {
            case .manifest:
                try archive.withContent(of: entry, limit: Self.manifestLimit, budget: budget) { content in
                    identity.manifest = Header(content, limit: Self.recordLimit, joint: "")
                }
            case .properties:
                try archive.withContent(of: entry, limit: Self.recordLimit, budget: budget) { content in
                    identity.add(MavenRecord(properties: content, place: entry.name))
                }
            case .model:
                try archive.withContent(of: entry, limit: Self.recordLimit, budget: budget) { content in
                    identity.add(MavenRecord(model: content, place: entry.name))
                }
            case .archive:
                guard depth < UnpackingBudget.depthLimit else {
                    throw ZipProblem("it lies deeper than \(UnpackingBudget.depthLimit) archives")
                }
                let name = String(entry.name.split(separator: "/").last ?? "")
                try archive.withContent(of: entry, limit: Self.archiveLimit, budget: budget) { content in
                    read(content, name: name, place: inner, depth: depth + 1)
                }
            }
        } catch { note(error, at: inner) }
    }

    private func note(_ error: ZipProblem, at place: String?) {
        let path = place.map { "\(listing.path)!/\($0)" } ?? listing.path
        problem = problem ?? InventoryProblem(path: path, reason: error.reason)
    }

    private static func join(_ outer: String?, _ inner: String) -> String {
        outer.map { "\($0)!/\(inner)" } ?? inner
    }
}
