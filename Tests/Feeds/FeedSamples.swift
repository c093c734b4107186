import Advisories
import Glibc
import Signing
import TemporaryFolders

@testable import Feeds

/// Feeds of made-up advisories, and the machines that have them.
struct FeedSamples {
    let folder = TemporaryFolder()
    let key = Ed25519Key()
    let now = Timestamp(secondsSince1970: 1_790_000_000)

    /// Where bundles are made.
    var source: FeedDirectory { FeedDirectory(folder.path + "/source") }
    /// Where they are taken.
    var target: FeedDirectory { FeedDirectory(folder.path + "/target") }
    var keys: [Ed25519PublicKey] { Self.keys(key) }

    static func keys(_ key: Ed25519Key) -> [Ed25519PublicKey] {
        Ed25519PublicKey(raw: key.publicKey).map { [$0] } ?? []
    }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    /// Brings a feed into the source.
    @discardableResult
    func bring(_ feed: String, _ fixes: [String: String]) throws -> FeedManifest {
        try source.replace([Self.records(feed, fixes)], now: now)
    }

    /// A feed of advisories, each with the version that mends it.
    static func records(_ feed: String, _ fixes: [String: String]) -> FeedRecords {
        var records = FeedRecords(feed: feed)
        for (id, version) in fixes {
            var advisory = Advisory(id: id, feed: feed)
            advisory.affected = [
                Affected(
                    ecosystem: Ecosystem("Go"), name: "left", role: .component, state: .fixed(in: version))
            ]
            records.take(.advisory(advisory))
        }
        return records
    }

    /// So many advisories that changes are smaller than the whole.
    static func many(_ count: Int, changed: Int = 0) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: (0..<count).map {
                ("GO-\($0)", $0 < changed ? "9.\($0 &* 7919 % 1000).0" : "1.\($0 &* 104_729 % 1000).\($0)")
            })
    }

    @discardableResult
    func export(_ name: String, since: String? = nil) throws -> String {
        try FeedBundle.write(
            source, to: path(name), signer: key, since: try since.map { try FeedBundleBase(path($0)) })
        return path(name)
    }

    @discardableResult
    func adopt(_ name: String) throws -> FeedBundle.Adoption {
        try FeedBundle.adopt(path(name), into: target, trusting: keys)
    }

    /// What stands in the target: every file with its size.
    func state() -> [String] { Self.files(target.path) }

    private static func files(_ path: String) -> [String] {
        FeedDirectory.names(path).flatMap { name -> [String] in
            var status = stat()
            lstat("\(path)/\(name)", &status)
            if status.st_mode & S_IFMT == S_IFDIR { return files("\(path)/\(name)") }
            return ["\(path)/\(name) \(status.st_size)"]
        }
    }
}
