import Advisories
import Bytes
import Files
import Glibc
import Images
import Signing
import TemporaryFolders
import Testing

@testable import Feeds

@Suite("A bundle of feeds")
struct FeedBundleTests {
    private let samples = FeedSamples()

    @Test("what was exported in one place is what the other place has, under the same signature")
    func whole() throws {
        try samples.bring("go", ["GO-1": "1.0.0"])
        let manifest = try samples.bring("empty", [:])
        try samples.export("a.tar")
        #expect(FeedBundle.isBundle(samples.path("a.tar")))
        let adoption = try samples.adopt("a.tar")
        #expect(adoption == FeedBundle.Adoption(manifest: manifest, signers: samples.keys, isNew: true))
        #expect(try samples.target.manifest() == manifest)
        #expect(try samples.target.signers() == samples.keys)
        let feed = try #require(manifest.feed("go"))
        #expect(try samples.target.records(of: feed) == FeedSamples.records("go", ["GO-1": "1.0.0"]))
        #expect(try Feeds(samples.target).manifest == manifest)
    }

    @Test("the same feeds make the same bytes, and tar reads them")
    func reproducible() throws {
        try samples.bring("go", ["GO-1": "1.0.0"])
        try samples.export("a.tar")
        try samples.export("b.tar")
        let (a, b) = (
            try FeedBundleArchive(samples.path("a.tar")), try FeedBundleArchive(samples.path("b.tar"))
        )
        #expect(a.manifest == b.manifest)
        #expect(a.members == b.members)
        #expect(a.members.count == 1)
    }

    @Test("taking the same bundle again changes nothing")
    func again() throws {
        try samples.bring("go", ["GO-1": "1.0.0"])
        try samples.export("a.tar")
        try samples.adopt("a.tar")
        let state = samples.state()
        #expect(try samples.adopt("a.tar").isNew == false)
        #expect(samples.state() == state)
    }

    @Test("changes are small, and give what the whole gives")
    func changes() throws {
        try samples.bring("still", ["GO-1": "1.0.0"])
        try samples.bring("go", FeedSamples.many(2000))
        let whole = try samples.export("whole.tar")
        let manifest = try samples.bring("go", FeedSamples.many(2000, changed: 5))
        let changes = try samples.export("changes.tar", since: "whole.tar")
        #expect(try size(changes) < size(whole) / 4)
        let members = try FeedBundleArchive(changes).members.keys
        #expect(members.count == 1)
        try samples.adopt("whole.tar")
        try samples.adopt("changes.tar")
        #expect(try samples.target.manifest() == manifest)
        let feed = try #require(manifest.feed("go"))
        #expect(
            try samples.target.records(of: feed)
                == FeedSamples.records("go", FeedSamples.many(2000, changed: 5)))
    }

    @Test("changes since a manifest alone leave out what did not change and hold the rest whole")
    func sinceManifest() throws {
        try samples.bring("still", ["GO-1": "1.0.0"])
        let first = try samples.bring("go", FeedSamples.many(10))
        try PlacedFile.write(first.json.bytes, to: samples.path("m.json"))
        let second = try samples.bring("go", FeedSamples.many(10, changed: 1))
        let archive = try FeedBundleArchive(try samples.export("a.tar", since: "m.json"))
        #expect(Array(archive.members.keys) == [.records(try #require(second.feed("go")).digest)])
    }

    @Test("changes of a state that is not here are refused by the feed's name")
    func lacksBase() throws {
        try samples.bring("go", FeedSamples.many(500))
        try samples.export("whole.tar")
        try samples.bring("go", FeedSamples.many(500, changed: 2))
        let path = try samples.export("changes.tar", since: "whole.tar")
        #expect(throws: FeedsError.lacksBase(path, "go")) { try samples.adopt("changes.tar") }
        #expect(try samples.target.manifest() == nil)
    }

    @Test("an older bundle is refused, and so is another one of the same number")
    func rollback() throws {
        try samples.bring("go", ["GO-1": "1.0.0"])
        let old = try samples.export("old.tar")
        try samples.bring("go", ["GO-1": "1.0.1"])
        try samples.export("new.tar")
        try samples.adopt("new.tar")
        let state = samples.state()
        #expect(throws: FeedsError.rollback(old, 1, 2)) { try samples.adopt("old.tar") }
        let other = FeedDirectory(samples.path("other"))
        for fix in ["1.0.0", "6.6.6"] {
            try other.replace([FeedSamples.records("go", ["GO-1": fix])], now: samples.now)
        }
        let fork = samples.path("fork.tar")
        try FeedBundle.write(other, to: fork, signer: samples.key)
        #expect(throws: FeedsError.forked(fork, 2)) { try samples.adopt("fork.tar") }
        #expect(samples.state() == state)
    }

    @Test("a bundle that nobody who is trusted signed is refused before anything is made")
    func untrusted() throws {
        try samples.bring("go", ["GO-1": "1.0.0"])
        let path = try samples.export("a.tar")
        for keys in [[], FeedSamples.keys(Ed25519Key())] {
            #expect(throws: FeedsError.untrusted(path)) {
                try FeedBundle.adopt(path, into: samples.target, trusting: keys)
            }
        }
        #expect(samples.state().isEmpty)
    }

    @Test("who hands a bundle on adds a signature, and the first one stays")
    func relay() throws {
        try samples.bring("go", ["GO-1": "1.0.0"])
        try samples.export("a.tar")
        try samples.adopt("a.tar")
        let relay = Ed25519Key()
        let path = samples.path("relayed.tar")
        try FeedBundle.write(samples.target, to: path, signer: relay)
        #expect(try FeedBundle(path, trusting: nil).signers == samples.keys + FeedSamples.keys(relay))
        let last = FeedDirectory(samples.path("last"))
        #expect(try FeedBundle.adopt(path, into: last, trusting: samples.keys).isNew)
    }

    @Test("members that do not belong there, are missing, twice or others than the manifest says are refused")
    func hostile() throws {
        let manifest = try samples.bring("go", FeedSamples.many(300))
        try samples.export("good.tar")
        let good = try FeedBundleArchive(samples.path("good.tar"))
        let digest = try #require(manifest.feeds.first).digest
        let records = try #require(try good.bytes(of: .records(digest), limit: 1 << 20))
        let name = FeedBundleMember.records(digest).name
        var flipped = records
        flipped[records.count / 2] ^= 1
        let cases: [(String, [(String, [UInt8])], String)] = [
            ("escape", [("../evil", [1])], "does not belong"),
            ("absolute", [("/etc/passwd", [1])], "does not belong"),
            ("twice", [(name, records), (name, records)], "twice"),
            ("missing", [], "take a full bundle"),
            ("flipped", [(name, flipped)], digest),
            ("cut", [(name, Array(records.dropLast(9)))], digest),
            ("large", [(name, records + [UInt8](repeating: 0, count: 1 << 20))], "larger"),
            (
                "other", [(FeedBundleMember.records(String(repeating: "0", count: 64)).name, [])],
                "does not name"
            ),
        ]
        for (file, members, reason) in cases {
            let path = samples.path(file + ".tar")
            let writer = try TarWriter(path)
            try writer.add(FeedBundleArchive.manifestName, good.manifest)
            try writer.add(FeedBundleArchive.signaturesName, good.signatures)
            for (name, bytes) in members { try writer.add(name, bytes) }
            try writer.finish()
            let error = #expect(throws: FeedsError.self) { try samples.adopt(file + ".tar") }
            #expect(error?.description.contains(reason) == true, "\(file): \(error?.description ?? "")")
        }
        #expect(try samples.target.manifest() == nil)
        #expect(samples.state().allSatisfy { $0.hasSuffix("/lock 0") })
    }

    @Test("a manifest that was changed after it was signed is refused")
    func tampered() throws {
        try samples.bring("go", ["GO-1": "1.0.0"])
        let good = try FeedBundleArchive(try samples.export("good.tar"))
        let path = samples.path("bad.tar")
        let writer = try TarWriter(path)
        try writer.add(FeedBundleArchive.manifestName, good.manifest + [0x20])
        try writer.add(FeedBundleArchive.signaturesName, good.signatures)
        try writer.finish()
        #expect(throws: FeedsError.untrusted(path)) { try samples.adopt("bad.tar") }
    }

    @Test("only keys that nobody else may change are trusted, and they have their files' names")
    func trust() throws {
        let directory = samples.target
        #expect(try directory.trustedKeys() == [])
        try directory.replace([], now: samples.now)
        mkdir(directory.trustedPath, 0o755)
        let key = try #require(samples.keys.first)
        samples.folder.write("target/trusted/vendor.pem", key.pem, mode: 0o644)
        #expect(try directory.trustedKeys() == [TrustedKey(name: "vendor", key: key)])
        chmod(directory.trustedPath + "/vendor.pem", 0o666)
        let error = #expect(throws: FeedsError.self) { try directory.trustedKeys() }
        #expect(error?.description.contains("may be changed by others") == true)
    }

    private func size(_ path: String) throws -> Int {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return Int(status.st_size)
    }
}
