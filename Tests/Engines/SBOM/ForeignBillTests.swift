import Bytes
import Inventory
import SBOM
import Testing

@Suite struct ForeignBillTests {
    private func bill(_ sample: String) throws -> BillOfMaterials {
        try BillOfMaterials(Array(sample.utf8), name: "bill")
    }

    @Test("trivy's CycloneDX: sources in pieces, nested components, what it leaves out of names")
    func trivy() throws {
        let bill = try bill(Samples.trivy)
        let inventory = bill.inventory
        #expect(bill.subject == .init(.image, name: "app:1"))
        #expect(bill.tools == [.init(name: "trivy", version: "0.48.0")])
        #expect(bill.created == 1_767_315_845)
        #expect(inventory.distribution == Distribution(id: "rhel", version: "9.2"))
        var go = Package(type: .golang, namespace: "github.com/BurntSushi", name: "toml", version: "v1.3.2")
        go.locations = [.init(path: "usr/bin/tool", layer: "sha256:02")]
        var ssl = Package(type: .rpm, name: "openssl-libs", version: "1:3.0.7-16.el9")
        ssl.architecture = "x86_64"
        ssl.source = .init(name: "openssl", version: "1:3.0.7-16.el9")
        ssl.vendor = "Red Hat, Inc."
        ssl.licenses = ["ASL 2.0"]
        #expect(inventory.packages == [go, ssl])
        #expect(
            inventory.problems.map(\.path) == ["components[4]", "pkg:hex"], "what is left out is told")
    }

    @Test("syft's SPDX: source in the URL, licences by reference, places in a sentence")
    func syft() throws {
        let bill = try bill(Samples.syft)
        var utils = Package(type: .deb, name: "bsdutils", version: "1:2.38.1-5+deb12u3")
        utils.architecture = "amd64"
        utils.source = .init(name: "util-linux", version: "2.38.1-5+deb12u3")
        utils.licenses = ["MIT", "GPL-2.0-only OR BSD-3-Clause", "BSLA"]
        utils.locations = [
            .init(path: "usr/share/doc/bsdutils/copyright"), .init(path: "var/lib/dpkg/status"),
        ]
        #expect(bill.inventory.packages == [utils])
        #expect(bill.inventory.distribution == Distribution(id: "debian", version: "12"))
        #expect(bill.subject == .init(.directory, name: "/srv"))
        #expect(bill.tools == [.init(name: "syft", version: "1.18.1")])
    }

    @Test("syft's own format: primary places, and the package that owns another's files")
    func syftJSON() throws {
        let bill = try bill(Samples.syftJSON)
        var system = Package(type: .deb, name: "python3-yaml", version: "6.0-3+b2")
        system.architecture = "amd64"
        system.source = .init(name: "pyyaml", version: "6.0-3")
        system.vendor = "Somebody"
        system.licenses = ["GPL-2.0-only", "odd"]
        system.locations = [.init(path: "var/lib/dpkg/status", layer: "sha256:01")]
        var python = Package(type: .pypi, name: "PyYAML", version: "6.0")
        python.locations = [.init(path: "usr/lib/python3/dist-packages/PyYAML-6.0.egg-info/PKG-INFO")]
        python.owner = "python3-yaml"
        #expect(bill.inventory.packages == [system, python])
        #expect(bill.inventory.distribution?.codename == "bookworm")
        #expect(bill.inventory.distribution?.like == ["x"])
        #expect(bill.subject == .init(.image, name: "debian:12", version: "sha256:aa"))
    }

    @Test("SPDX 3: elements that refer to each other, in circles too")
    func spdx3() throws {
        let bill = try bill(Samples.spdx3)
        var crypto = Package(type: .apk, name: "libcrypto3", version: "3.1.4-r5")
        crypto.architecture = "x86_64"
        crypto.source = .init(name: "openssl", version: "3.1.4-r5")
        crypto.vendor = "Acme"
        crypto.licenses = ["MIT", "Apache-2.0"]
        #expect(bill.inventory.packages == [crypto, Package(type: .npm, name: "left-pad", version: "1.3.0")])
        #expect(bill.inventory.distribution == Distribution(id: "alpine", version: "3.19.1"))
        #expect(bill.subject == .init(.image, name: "app", version: "1.2"))
        #expect(bill.tools == [.init(name: "maker")])
    }

    @Test("CycloneDX in XML")
    func xml() throws {
        let bill = try bill(Samples.xml)
        var util = Package(type: .maven, namespace: "org.acme", name: "util", version: "1")
        util.licenses = ["MIT", "Own"]
        util.locations = [.init(path: "a.jar")]
        var inner = Package(type: .npm, name: "inner", version: "2")
        inner.licenses = ["MIT OR ISC"]
        #expect(bill.inventory.packages == [util, inner])
        #expect(bill.subject == .init(.application, name: "shop", version: "7"))
        #expect(bill.tools == [.init(name: "maker", version: "2")])
        #expect(bill.created == 1_767_323_045)
    }

    @Test("an attestation is opened, up to what wraps it twice")
    func attestation() throws {
        let statement = """
            {"_type": "https://in-toto.io/Statement/v1", "predicateType": "https://cyclonedx.org/bom",
             "predicate": {"Data": \(Samples.trivy)}}
            """
        let envelope = """
            {"payloadType": "application/vnd.in-toto+json", "payload": "\(Base64.encode(Array(statement.utf8)))"}
            """
        #expect(try bill(statement).inventory == bill(Samples.trivy).inventory)
        #expect(try bill(envelope).inventory == bill(Samples.trivy).inventory)
    }
}
