import Inventory
import PackageURLs
import Testing

@Suite struct PackageAndURLTests {
    private static let debian: Distribution = {
        var debian = Distribution(id: "debian", version: "12")
        debian.codename = "bookworm"
        return debian
    }()

    private func package(
        _ type: PackageType, _ namespace: String? = nil, _ name: String, _ version: String,
        architecture: String? = nil, source: Package.Source? = nil, module: String? = nil
    ) -> Package {
        var package = Package(type: type, namespace: namespace, name: name, version: version)
        package.architecture = architecture
        package.source = source
        package.module = module
        return package
    }

    @Test("Debian's epoch stands in the version, RPM's in a qualifier")
    func epochs() throws {
        let deb = package(
            .deb, nil, "bsdutils", "1:2.38.1-5", architecture: "amd64",
            source: .init(name: "util-linux", version: "2.38.1-5"))
        #expect(
            deb.url(of: Self.debian)?.description
                == "pkg:deb/debian/bsdutils@1:2.38.1-5?arch=amd64&distro=debian-12&upstream=util-linux%402.38.1-5"
        )
        let rpm = package(
            .rpm, nil, "openssl-libs", "1:3.0.7-1.el9", architecture: "x86_64",
            source: .init(name: "openssl", version: "1:3.0.7-1.el9"))
        let url = rpm.url(of: Distribution(id: "rhel", version: "9.2"))
        #expect(
            url?.description == "pkg:rpm/redhat/openssl-libs@3.0.7-1.el9?arch=x86_64&distro=rhel-9.2&epoch=1"
                + "&upstream=openssl-3.0.7-1.el9.src.rpm")
        #expect(url.flatMap { Package($0) } == rpm)
    }

    @Test("a package read from its own URL is the same")
    func roundTrips() {
        let packages = [
            package(
                .deb, nil, "libc6", "2.36-9+deb12u4", architecture: "amd64",
                source: .init(name: "glibc", version: "2.36-9+deb12u4")),
            package(
                .rpm, nil, "nodejs", "1:16.1-1", architecture: "x86_64", module: "nodejs:16:820:abc:x86_64"),
            package(
                .apk, nil, "libcrypto3", "3.1.4-r5", architecture: "x86_64",
                source: .init(name: "openssl", version: "3.1.4-r5")),
            package(.npm, "@angular", "core", "17.0.0"), package(.pypi, nil, "typing-extensions", "4.9.0"),
            package(.maven, "org.apache.logging.log4j", "log4j-core", "2.17.1"),
            package(.golang, "github.com/acme/tool", "v2", "v2.1.0"),
            package(.golang, nil, "stdlib", "1.22.1"),
            package(.cargo, nil, "serde", "1.0.193"), package(.composer, "symfony", "console", "v6.4.0"),
            package(.gem, nil, "nokogiri", "1.16.0", architecture: "x86_64-linux"),
            package(.nuget, nil, "Newtonsoft.Json", "13.0.3"),
            package(.swift, "github.com/apple", "swift-nio", "2.62.0"),
            package(.conda, nil, "numpy", "1.26.0", architecture: "linux-64"),
            package(.generic, nil, "linux", ""),
        ]
        for package in packages {
            let read = package.url(of: Self.debian).flatMap { try? PackageURL($0.description) }
            #expect(read.flatMap { Package($0) } == package)
        }
        #expect(Set(packages.map(\.type)) == Set(PackageType.allCases))
    }

    @Test(
        "what two tools write of one package is one package",
        arguments: [
            (
                "pkg:deb/debian/bsdutils@1:2.38.1-5%2Bdeb12u3?arch=amd64&distro=debian-12",
                "pkg:deb/debian/bsdutils@2.38.1-5%2Bdeb12u3?arch=amd64&distro=debian-12.15&epoch=1"
            ),
            ("pkg:golang/github.com/acme/tool@v2.1.0#v2", "pkg:golang/github.com/Acme/tool/v2@v2.1.0"),
            ("pkg:pypi/typing_extensions@4.9.0", "pkg:pypi/Typing.Extensions@4.9.0"),
            (
                "pkg:rpm/redhat/npm@8.1-1?epoch=1&rpmmod=nodejs:16:8:a:x86_64",
                "pkg:rpm/redhat/npm@1:8.1-1?modularitylabel=nodejs:16:8:a:x86_64"
            ),
            ("pkg:deb/debian/apt@2.6.2?upstream=apt", "pkg:deb/debian/apt@2.6.2"),
            ("pkg:rpm/redhat/bash@5.1-6?epoch=0&upstream=bash-5.1-6.src.rpm", "pkg:rpm/redhat/bash@5.1-6"),
        ])
    func canonicalised(one: String, other: String) throws {
        #expect(Package(try PackageURL(one)) == Package(try PackageURL(other)))
    }

    @Test("a type that no list has is no package")
    func unknown() throws {
        #expect(Package(try PackageURL("pkg:oci/debian@sha256:244f")) == nil)
    }

    @Test(
        "a distribution's packages name it",
        arguments: [
            ("pkg:deb/debian/a@1?distro=debian-12", "debian", "12"),
            ("pkg:rpm/redhat/a@1?distro=rhel-9.2", "rhel", "9.2"),
            ("pkg:rpm/redhat/a@1?distro=redhat-9.2", "rhel", "9.2"),
            ("pkg:rpm/amazon/a@1?distro=amazon-2%20(Karoo)", "amzn", "2"),
            ("pkg:rpm/opensuse/a@1?distro=opensuse-leap-15.5", "opensuse-leap", "15.5"),
            ("pkg:apk/wolfi/a@1", "wolfi", ""),
            ("pkg:rpm/arch/a@1?distro=opensuse-tumbleweed", "opensuse-tumbleweed", ""),
            ("pkg:deb/debian/a@1?distro=jessie", "debian", ""),
        ])
    func distributions(text: String, id: String, version: String) throws {
        let distribution = Distribution(try PackageURL(text))
        #expect(distribution?.id == id)
        #expect(distribution?.version == version)
    }

    @Test("a release without a number goes by its code name")
    func codename() throws {
        #expect(Distribution(try PackageURL("pkg:deb/debian/a@1?distro=jessie"))?.codename == "jessie")
        #expect(Distribution(try PackageURL("pkg:pypi/a@1?distro=debian-12")) == nil)
    }

    @Test("a package without a name has no URL")
    func nameless() {
        #expect(package(.deb, nil, "", "1").url(of: nil) == nil)
        #expect(package(.swift, nil, "swift-nio", "2").url(of: nil) == nil)
    }
}
