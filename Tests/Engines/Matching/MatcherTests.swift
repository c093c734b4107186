import Inventory
import Matching
import Testing

@Suite struct MatcherTests {
    @Test("of a package for which no feed is at hand it is said that nothing is known")
    func noFeed() throws {
        var matcher = try Matcher(AdvisoryDatabase([]))
        var inventory = Inventory()
        inventory.packages = [Package(type: .npm, name: "left", version: "1.0.0")]
        #expect(matcher.match(inventory).unjudged == [0: .hasNoFeed("npm")])
    }
}
