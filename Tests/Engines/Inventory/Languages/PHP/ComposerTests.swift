import Testing

@testable import Inventory

@Suite("PHP's packages") struct ComposerTests {
    private static let list =
        #"[{"name":"monolog/monolog","version":"2.9.1","license":["MIT"]},{"name":"x/y","version":"v1.0"}]"#
    private static let expected = ["monolog/monolog@2.9.1", "x/y@v1.0"]

    @Test("both versions of Composer's record list what is installed")
    func installed() {
        let path = "app/vendor/composer/installed.json"
        let first = Catalogue(ComposerCataloger(), path, Self.list)
        #expect(first.names == Self.expected)
        #expect(first.packages.first?.licenses == ["MIT"])
        #expect(
            Catalogue(ComposerCataloger(), path, #"{"packages":\#(Self.list),"dev":true}"#).names
                == Self.expected)
        #expect(Catalogue(ComposerCataloger(), "app/installed.json", Self.list).names.isEmpty)
    }

    @Test("Composer's lock lists what is used and what is used to develop")
    func lock() {
        let text = #"{"packages":\#(Self.list),"packages-dev":[{"name":"p/q","version":"dev-main"}]}"#
        #expect(
            Catalogue(ComposerCataloger(), "composer.lock", text).names == Self.expected + ["p/q@dev-main"])
    }
}
