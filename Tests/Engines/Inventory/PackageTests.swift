import Inventory
import Testing

@Suite struct PackageTests {
    @Test("locations are sorted by path, then by layer")
    func order() {
        let places = [
            Package.Location(path: "b"), Package.Location(path: "a", layer: "sha256:1"),
            Package.Location(path: "a"),
        ]
        #expect(places.sorted().map(\.path) == ["a", "a", "b"])
        #expect(places.sorted().first?.layer == nil)
    }

    @Test("only a distribution's own lists are its own", arguments: PackageType.allCases)
    func distribution(type: PackageType) {
        #expect(type.isOfDistribution == ["deb", "rpm", "apk"].contains(type.rawValue))
    }
}
