import Fuzzing
import Inventory
import PackageURLs
import Testing

@Suite struct PackageURLFuzzTests {
    private static let corpus = [
        "pkg:deb/debian/bsdutils@1:2.38.1-5%2Bdeb12u3?arch=amd64&distro=debian-12&upstream=util-linux%402.38.1",
        "pkg:rpm/redhat/openssl@3.0.7-1.el9?epoch=1&rpmmod=a:b:c&upstream=openssl-3.0.7-1.el9.src.rpm",
        "pkg:golang/github.com/acme/tool@v2.1.0#v2/x", "pkg:npm/%40angular/animation@12.3.1",
        "pkg:pypi/A_b.c@1",
    ]

    @Test(
        "whatever is read is canonical at once, and the package that it names is the one that is named again")
    func mutants() {
        for mutant in Mutants(
            of: Self.corpus, tokens: ["%", "@", "/", "#", "?", "&", "=", "%2F", "..", "pkg:", ":", "%00"],
            count: 5_000)
        {
            guard let url = try? PackageURL(mutant.text) else { continue }
            #expect((try? PackageURL(url.description)) == url, "\(mutant)")
            guard let package = Package(url), let again = package.url(of: Distribution(url)) else { continue }
            #expect(
                Package(again)?.version == package.version || url.version?.hasPrefix("0") == true, "\(mutant)"
            )
        }
    }
}
