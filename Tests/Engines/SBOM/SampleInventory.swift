import Inventory
import SBOM

/// An inventory with something of everything, also what is awkward to write.
enum SampleInventory {
    static let bill = BillOfMaterials(
        inventory, of: .init(.image, name: "registry.example.org/app:1.2", version: "sha256:0a1b"),
        created: 1_767_225_600, tools: [.init(name: "martlet", version: "1.0")])

    static let inventory: Inventory = {
        var inventory = Inventory()
        var system = Distribution(id: "rhel", version: "9.2")
        system.like = ["fedora", "centos"]
        system.codename = "Plow"
        system.title = "Red Hat Enterprise Linux 9.2 (Plow)"
        system.variant = "coreos"
        system.cpe = "cpe:/o:redhat:enterprise_linux:9::baseos"
        inventory.distribution = system
        inventory.packages = packages
        inventory.problems = [InventoryProblem(path: "app/a b.jar", reason: "it ends early: \"x\"\n<text>")]
        return inventory
    }()

    private static let packages: [Package] = {
        var crate = Package(type: .cargo, name: "serde", version: "1.0.193")
        crate.licenses = ["MIT OR Apache-2.0"]
        var odd = Package(type: .generic, namespace: "acme", name: "an odd \"name\"\u{7}", version: "")
        odd.locations = [.init(path: "opt/x, y", layer: "sha256:01"), .init(path: "opt/ü")]
        var go = Package(type: .golang, namespace: "github.com/BurntSushi", name: "toml", version: "v1.3.2")
        go.owner = "tool"
        let twin = Package(type: .golang, namespace: "github.com/burntsushi", name: "toml", version: "v1.3.2")
        var jar = Package(
            type: .maven, namespace: "org.apache.logging.log4j", name: "log4j-core", version: "2.17.1")
        jar.licenses = ["Apache-2.0", "BSD-3-Clause AND MIT", "The Foo Licence, v2"]
        jar.locations = [.init(path: "app/all.war!/WEB-INF/lib/log4j-core.jar", layer: "sha256:02")]
        let scoped = Package(type: .npm, namespace: "@Angular", name: "JSONStream", version: "17.0.0")
        var python = Package(type: .pypi, name: "Typing_Extensions", version: "4.9.0")
        python.licenses = ["PSF"]
        var module = Package(type: .rpm, name: "npm", version: "1:8.1.2-1.16.13.1.3.module+el8")
        module.architecture = "x86_64"
        module.module = "nodejs:16:820:abc:x86_64"
        module.source = .init(name: "nodejs", version: "1:16.13.1-3.module+el8")
        module.vendor = "Red Hat, Inc."
        module.locations = [.init(path: "var/lib/rpm/rpmdb.sqlite", layer: "sha256:01")]
        var ssl = Package(type: .rpm, name: "openssl-libs", version: "1:3.0.7-16.el9")
        ssl.architecture = "x86_64"
        ssl.source = .init(name: "openssl", version: "3.0.7-16.el9")
        let swift = Package(type: .swift, name: "unplaced", version: "2")
        return [crate, odd, go, twin, jar, scoped, python, module, ssl, swift]
    }()
}
