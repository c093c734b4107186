import Glibc
import TemporaryFolders
import Testing

@testable import Feeds

@Suite("A folder of bundles")
struct FeedBundleFolderTests {
    private let samples = FeedSamples()

    /// Three days: the first whole, the others whole and as changes.
    init() throws {
        mkdir(samples.path("in"), 0o755)
        for day in 1...3 {
            try samples.bring("go", FeedSamples.many(2000, changed: day * 3))
            try samples.export("in/whole\(day).tar")
            if day > 1 { try samples.export("in/changes\(day).tar", since: "in/whole\(day - 1).tar") }
        }
    }

    private func steps() throws -> [String] {
        try FeedBundleFolder(samples.path("in"), trusting: samples.keys).steps(
            from: samples.target.manifest()
        )
        .map { String($0.path.split(separator: "/").last ?? "") }
    }

    @Test("who has nothing takes the newest whole bundle, who has an older state the changes")
    func cheapest() throws {
        #expect(try steps() == ["whole3.tar"])
        try samples.adopt("in/whole1.tar")
        #expect(try steps() == ["changes2.tar", "changes3.tar"])
        try samples.adopt("in/changes2.tar")
        #expect(try steps() == ["changes3.tar"])
        try samples.adopt("in/changes3.tar")
        #expect(try steps() == [])
    }

    @Test("where a link of the chain is missing, the whole bundle is taken")
    func gap() throws {
        try samples.adopt("in/whole1.tar")
        unlink(samples.path("in/changes2.tar"))
        #expect(try steps() == ["whole3.tar"])
    }

    @Test("where nothing newer can be reached, it is said of which feed a whole bundle is needed")
    func unreachable() throws {
        for day in 1...3 { unlink(samples.path("in/whole\(day).tar")) }
        let error = #expect(throws: FeedsError.self) { try steps() }
        #expect(error?.description.contains("of feed \"go\"") == true)
    }

    @Test("what is no bundle is nothing, and a bundle that cannot be believed is told of")
    func others() throws {
        samples.folder.write("in/notes.tar", "no bundle")
        let folder = try FeedBundleFolder(samples.path("in"), trusting: [])
        #expect(folder.items.isEmpty)
        #expect(folder.remarks.count == 5)
        #expect(folder.remarks.allSatisfy { $0.hasSuffix("is signed by none of the keys that are trusted") })
        #expect(throws: FeedsError.self) { try FeedBundleFolder(samples.path("nowhere"), trusting: []) }
    }
}
