import Fuzzing
import Testing

@testable import Inventory

@Suite("Findings become an inventory")
struct InventoryBuilderTests {
    private static func files() -> [FileFindings] {
        var files: [FileFindings] = []
        for path in ["a/packages.txt", "usr/lib/b/packages.txt", "c/packages.txt"] {
            var file = FileFindings(path: path)
            for (name, version) in [("one", "1"), ("two", "2"), ("one", "1")] {
                var package = Package(type: .pypi, name: name, version: version)
                package.locations = [.init(path: path)]
                package.licenses = ["MIT", path]
                package.source = .init(name: path, version: "1")
                file.packages.append(package)
            }
            files.append(file)
        }
        var list = FileFindings(path: "var/lib/dpkg/info/b.list")
        list.owned = [OwnedFiles(owner: "python3-b", keys: [PathKey.ofOwned("/lib/b/packages.txt")])]
        var release = FileFindings(path: "usr/lib/os-release")
        release.distribution = Distribution(id: "debian", version: "12")
        var old = FileFindings(path: "etc/debian_version")
        old.distribution = Distribution(id: "debian", version: "11")
        var broken = FileFindings(path: "x")
        broken.problems = [InventoryProblem(path: "x", reason: "broken"), .init(path: "b", reason: "broken")]
        return files + [list, release, old, broken]
    }

    private static func inventory(_ files: [FileFindings], limits: InventoryLimits = .init()) -> Inventory {
        var builder = InventoryBuilder(limits: limits)
        for file in files { builder.add(file) }
        return builder.finish()
    }

    @Test("a package that is at several places is listed once, and apart where a distribution put it")
    func merging() throws {
        let inventory = Self.inventory(Self.files())
        #expect(inventory.packages.map(\.name) == ["one", "one", "two", "two"])
        #expect(inventory.packages.map(\.owner) == [nil, "python3-b", nil, "python3-b"])
        #expect(inventory.packages[0].locations.map(\.path) == ["a/packages.txt", "c/packages.txt"])
        #expect(inventory.packages[1].locations.map(\.path) == ["usr/lib/b/packages.txt"])
        #expect(inventory.packages[0].licenses == ["MIT", "a/packages.txt", "c/packages.txt"])
        #expect(inventory.distribution?.version == "12")
        #expect(inventory.problems.map(\.path) == ["b", "x"] && inventory.isIncomplete)
    }

    @Test("an inventory is the same in whatever order files come")
    func order() {
        let files = Self.files()
        let expected = Self.inventory(files)
        var random = SplitMix64(seed: 7)
        for _ in 0..<100 { #expect(Self.inventory(files.shuffled(using: &random)) == expected) }
    }

    @Test("packages and problems beyond their limits are told of, not kept")
    func limits() {
        var limits = InventoryLimits()
        limits.packages = 4
        limits.problems = 1
        let inventory = Self.inventory(Self.files(), limits: limits)
        #expect(inventory.packages.count == 2)
        #expect(inventory.problems.count == 2)
        #expect(inventory.problems.last?.reason.hasSuffix("more problems are not listed") == true)
    }

    @Test("what is in an archive is owned with the archive")
    func archives() {
        var jar = FileFindings(path: "usr/share/java/a.jar")
        var package = Package(type: .maven, name: "inner", version: "1")
        package.locations = [.init(path: "usr/share/java/a.jar!/inner.jar")]
        jar.packages = [package]
        var list = FileFindings(path: "var/lib/dpkg/info/liba-java.list")
        list.owned = [OwnedFiles(owner: "liba-java", keys: [PathKey.ofOwned("/usr/share/java/a.jar")])]
        #expect(Self.inventory([jar, list]).packages.map(\.owner) == ["liba-java"])
    }
}
