import PackageURLs
import Testing

@Suite struct PackageURLTests {
    @Test(
        "a text becomes canonical by the rules of its type",
        arguments: [
            (
                "pkg:GOLANG/google.golang.org/genproto@abc#/googleapis/./api/../annotations/",
                "pkg:golang/google.golang.org/genproto@abc#googleapis/api/annotations"
            ),
            ("pkg:golang/GitHub.com/BurntSushi/TOML@v1.3.2", "pkg:golang/github.com/burntsushi/toml@v1.3.2"),
            ("pkg:npm/@angular/animation@12.3.1", "pkg:npm/%40angular/animation@12.3.1"),
            ("pkg:npm/@babel/core", "pkg:npm/%40babel/core"),
            ("pkg:PYPI/Zope.Interface__x@1.11.1.dev1", "pkg:pypi/zope-interface-x@1.11.1.dev1"),
            (
                "pkg:Maven/HTTPClient/HTTPClient@0.3-3?type=dll&Classifier=x86&empty=",
                "pkg:maven/HTTPClient/HTTPClient@0.3-3?classifier=x86&type=dll"
            ),
            (
                "pkg:maven/g/a@1?repository_url=https://repo.example.org/release",
                "pkg:maven/g/a@1?repository_url=https://repo.example.org/release"
            ),
            (
                "pkg://deb/Debian/g++@4:12.2.0-3+b1?Distro=debian-12&arch=amd64",
                "pkg:deb/debian/g%2B%2B@4:12.2.0-3%2Bb1?arch=amd64&distro=debian-12"
            ),
            ("pkg:///rpm/fedora/GConf2@3.2.6~1^2", "pkg:rpm/fedora/GConf2@3.2.6~1%5E2"),
            ("pkg:nuget/EnterpriseLibrary.Common@6.0.1304", "pkg:nuget/EnterpriseLibrary.Common@6.0.1304"),
            ("pkg:composer/Symfony/HTTP-Kernel@v6.4.0", "pkg:composer/symfony/http-kernel@v6.4.0"),
            ("pkg:gem/jruby-launcher@1.1.2?Platform=java", "pkg:gem/jruby-launcher@1.1.2?platform=java"),
            (
                "pkg:generic/openssl@1?checksum=sha1:ad95%2Csha256:41bf",
                "pkg:generic/openssl@1?checksum=sha1:ad95%2Csha256:41bf"
            ),
            ("pkg:maven/mygroup//myartifact/@1.0.0%20Final", "pkg:maven/mygroup/myartifact@1.0.0%20Final"),
            (
                "pkg:docker/customer/image@sha256%3A244f?repository_url=gcr.io",
                "pkg:docker/customer/image@sha256:244f?repository_url=gcr.io"
            ),
        ])
    func canonical(text: String, expected: String) throws {
        let url = try PackageURL(text)
        #expect(url.description == expected)
        #expect(try PackageURL(url.description) == url)
    }

    @Test(
        "what is no package URL is refused with the reason",
        arguments: [
            ("EnterpriseLibrary.Common@6.0.1304", "does not begin"), ("pkg%3Amaven/a/b", "does not begin"),
            ("pkg:EnterpriseLibrary.Common@6", "lacks a type or a name"), ("pkg:maven/@1.3.4", "no name"),
            ("pkg:n&g?inx/nginx@0.8.9", "lacks a type"), ("pkg:npm/a?x", "no value"),
            ("pkg:3nginx/nginx@0.8.9", "no type"),
            ("pkg:nginx:a/nginx@0.8.9", "no type"), ("pkg:npm/a@1?in%20production=true", "no key"),
            ("pkg:npm/a?x=1&X=2", "twice"), ("pkg:npm/a?x=1&x=2", "twice"),
            ("pkg:npm/%zz", "wrongly encoded"),
            ("pkg:npm/a@%ff", "wrongly encoded"), ("pkg:npm/a%2", "wrongly encoded"), ("", "does not begin"),
            ("pkg:swift/swift-nio@2", "needs a namespace"),
        ])
    func refused(text: String, reason: String) {
        do throws(PackageURLError) {
            let url = try PackageURL(text)
            Issue.record("\(text) was read as \(url)")
        } catch {
            #expect(error.reason.contains(reason))
            #expect(error.text == text)
        }
    }

    @Test("parts that are made by hand are put in canonical form")
    func made() throws {
        let url = try PackageURL(
            type: "NPM", namespace: "/@Scope/", name: "Left-Pad/", version: "",
            qualifiers: ["Vcs_Url": "a b"],
            subpath: "../x")
        #expect(url.description == "pkg:npm/%40scope/left-pad?vcs_url=a%20b#x")
    }
}
