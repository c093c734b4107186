import Advisories
import Testing

@Suite("Real feeds", .enabled(if: SharedFeeds.isThere, "the shared feeds are not beside the project"))
struct SharedFeedTests {
    @Test(
        "every row of a real feed is read",
        arguments: [
            ("azl", OVALReader(feed: "azl") as any FeedReader, 3395, 3395),
            ("k8s", OSVReader(feed: "k8s"), 44, 47),
            ("debian-dsa", DebianListReader(feed: "dsa"), 8940, 10523),
        ])
    func rows(name: String, reader: any FeedReader, advisories: Int, rows: Int) throws {
        let collected = Collected()
        try FeedImport(reader).run(SharedFeeds.source(name)) { collected.items.append($0) }
        #expect(collected.quarantined == [])
        #expect(collected.advisories.count == advisories)
        #expect(collected.advisories.reduce(0) { $0 + $1.affected.count } == rows)
    }
}
