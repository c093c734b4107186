import Testing

@testable import Inventory

@Suite("Swift's packages") struct PackageResolvedTests {
    @Test("every version of Package.resolved names packages by their repositories")
    func pins() {
        let first =
            #"{"object":{"pins":[{"package":"Yams","repositoryURL":"https://github.com/jpsim/Yams.git","state":{"branch":null,"version":"5.0.0"}}]},"version":1}"#
        let third =
            #"{"originHash":"x","pins":[{"identity":"yams","kind":"remoteSourceControl","location":"https://github.com/jpsim/Yams","state":{"revision":"abc","version":"5.0.0"}},{"identity":"mona.LinkedList","kind":"registry","location":"","state":{"version":"1.0"}},{"identity":"b","location":"git@h.org:x/b.git","state":{"branch":"main","revision":"def"}}],"version":3}"#
        #expect(
            Catalogue(PackageResolvedCataloger(), "Package.resolved", first).names == [
                "github.com/jpsim/Yams@5.0.0"
            ])
        #expect(
            Catalogue(PackageResolvedCataloger(), "Package.resolved", third).names == [
                "github.com/jpsim/Yams@5.0.0", "mona.LinkedList@1.0", "h.org/x/b@main",
            ])
    }

    @Test(
        "an address is a host and a path without what is secret or chosen",
        arguments: [
            ("https://user:token@h.org/a/b.git", "h.org/a/b"), ("ssh://git@h.org:22/a/b", "h.org/a/b"),
            ("git@h.org:a/b.git", "h.org/a/b"), ("/srv/repos/b/", "/srv/repos/b"),
            ("https://h.org:8443/b", "h.org/b"),
        ])
    func addresses(address: String, expected: String) {
        #expect(PackageResolvedCataloger.name(of: address) == expected)
    }
}
