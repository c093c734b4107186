import Inventory
import Testing

@Suite("Where a package was found") struct LocationTests {
    @Test(
        "a lock file declares, and what was installed or built does not",
        arguments: [
            ("app/Cargo.lock", true), ("package-lock.json", true), ("app/dev-requirements.txt", true),
            ("usr/bin/kubectl", false), ("a/node_modules/b/package.json", false),
            ("a.jar!/META-INF/maven/g/a/pom.xml", false),
        ])
    func declarations(path: String, isDeclaration: Bool) {
        #expect(Package.Location(path: path).isDeclaration == isDeclaration)
    }

    @Test("every file whose name alone is wanted and that is no record of an installation declares")
    func completeness() {
        let records: Set<String> = ["METADATA", "PKG-INFO", "package.json", "installed.json"]
        let names = LanguageCatalogers.all.reduce(into: Set<String>()) { $0.formUnion($1.interest.names) }
        for name in names.subtracting(records) {
            #expect(Package.Location(path: "a/\(name)").isDeclaration, "\(name)")
        }
    }
}
