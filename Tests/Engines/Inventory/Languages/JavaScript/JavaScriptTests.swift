import Testing

@testable import Inventory

@Suite("JavaScript's packages") struct JavaScriptTests {
    @Test(
        "the place decides whether a package.json is of an installed package",
        arguments: [
            ("node_modules/a/package.json", true), ("app/node_modules/@s/a/package.json", true),
            ("app/node_modules/a/node_modules/b/package.json", true),
            ("usr/share/nodejs/a/package.json", true),
            ("app/package.json", false), ("node_modules/a/test/package.json", false),
            ("node_modules/a/dist/cjs/package.json", false), ("package.json", false),
            ("node_modules/package.json", false), ("home/nodejs/a/package.json", false),
        ])
    func places(path: String, isInstalled: Bool) {
        let found = Catalogue(
            NodeModulesCataloger(), path, #"{"name":"@s/a","version":"1.0.0","license":"MIT"}"#)
        #expect(found.names == (isInstalled ? ["@s/a@1.0.0"] : []))
        #expect(found.packages.allSatisfy { $0.namespace == "@s" && $0.licenses == ["MIT"] })
    }

    @Test("a package.json without a version is no package")
    func nameless() {
        let found = Catalogue(NodeModulesCataloger(), "node_modules/a/package.json", #"{"type":"module"}"#)
        #expect(found.names.isEmpty && found.problem == nil)
    }

    @Test("package-lock.json of versions 2 and 3 lists what is installed and not the project")
    func npm3() {
        let text = """
            {"lockfileVersion":3,"packages":{"":{"name":"app","version":"1"},"packages/own":{"version":"1"},
            "node_modules/own":{"link":true,"resolved":"packages/own"},"node_modules/a":{"version":"1.0.0"},
            "node_modules/a/node_modules/@s/b":{"version":"2.0.0","dev":true},"node_modules/alias":{"name":"real","version":"3.0.0"},
            "node_modules/c/node_modules/a":{"version":"1.0.0"}},"dependencies":{"z":{"version":"9"}}}
            """
        let found = Catalogue(NpmLockCataloger(), "app/package-lock.json", text)
        #expect(found.names == ["a@1.0.0", "@s/b@2.0.0", "real@3.0.0"])
    }

    @Test("package-lock.json of version 1 nests")
    func npm1() {
        let text = """
            {"lockfileVersion":1,"dependencies":{"a":{"version":"1.0.0","dependencies":{"b":{"version":"2.0.0"}}},
            "x":{"version":"npm:@s/y@3.0.0"},"g":{"version":"git+ssh://h/x#abc"},"f":{"version":"file:../f"}}}
            """
        let found = Catalogue(NpmLockCataloger(), "package-lock.json", text)
        #expect(found.names == ["a@1.0.0", "b@2.0.0", "@s/y@3.0.0"])
        #expect(Catalogue(NpmLockCataloger(), "node_modules/q/package-lock.json", text).names.isEmpty)
    }

    @Test("yarn.lock of version 1 names packages by their keys")
    func yarn1() {
        let text = """
            # yarn lockfile v1

            "@babel/core@^7.0.0", "@babel/core@^7.1.0":
              version "7.2.0"
              resolved "https://r/core-7.2.0.tgz"
              dependencies:
                version "9"

            left@npm:right@^1.0.0:
              version "1.0.5"

            lodash@^4.0.0, lodash@^4.1:
              version "4.17.21"
            """
        let found = Catalogue(YarnLockCataloger(), "yarn.lock", text)
        #expect(found.names == ["@babel/core@7.2.0", "right@1.0.5", "lodash@4.17.21"])
    }

    @Test("yarn.lock since version 2 names packages by their resolution")
    func yarnBerry() {
        let text = """
            __metadata:
              version: 6

            "@s/a@npm:^1.0.0":
              version: 1.2.3
              resolution: "@s/a@npm:1.2.3"
              dependencies:
                b: ^1

            ? "long@npm:1 || 2"
            :
              version: 2.0.0
              resolution: "long@npm:2.0.0"

            "app@workspace:.":
              version: 0.0.0-use.local
              resolution: "app@workspace:."

            "p@patch:p@1.0.0#./x":
              version: 1.0.0
              resolution: "p@patch:p@npm%3A1.0.0#./x::version=1.0.0"
            """
        #expect(Catalogue(YarnLockCataloger(), "yarn.lock", text).names == ["@s/a@1.2.3", "long@2.0.0"])
    }

    @Test(
        "pnpm-lock.yaml of every version names packages by their keys",
        arguments: [
            ("5.4", "/@s/a/1.0.0_peer@2.0.0", "@s/a@1.0.0"), ("5.4", "/b/2.0.0", "b@2.0.0"),
            ("'6.0'", "/@s/a@1.0.0(peer@2.0.0)", "@s/a@1.0.0"), ("'9.0'", "'@s/a@1.0.0'", "@s/a@1.0.0"),
            ("'9.0'", "b@2.0.0(c@1)", "b@2.0.0"), ("'9.0'", "file@file:x", nil),
        ])
    func pnpm(version: String, key: String, expected: String?) {
        let text =
            "lockfileVersion: \(version)\n\npackages:\n\n  \(key):\n    resolution: {integrity: sha512-x}\n"
        let found = Catalogue(PnpmLockCataloger(), "pnpm-lock.yaml", text)
        #expect(found.names == (expected.map { [$0] } ?? []))
        #expect(found.problem == nil)
    }

    @Test("pnpm writes the name and version of what comes from elsewhere")
    func pnpmElsewhere() {
        let text =
            "lockfileVersion: '6.0'\npackages:\n  github.com/x/y/abc:\n    name: '@s/y'\n    version: 1.10\n"
        #expect(Catalogue(PnpmLockCataloger(), "pnpm-lock.yaml", text).names == ["@s/y@1.10"])
    }

    @Test("bun.lock may have comments and a comma too many")
    func bun() {
        let text = """
            { // one
              "lockfileVersion": 1, /* two, } */
              "packages": {
                "a": ["a@1.0.0", "", { "x": "// no, ]" }, "sha512-x"],
                "@s/b": ["@s/b@2.0.0", "", {}, "sha",],
                "own": ["own@workspace:packages/own"],
              },
            }
            """
        let found = Catalogue(BunLockCataloger(), "bun.lock", text)
        #expect(found.names == ["a@1.0.0", "@s/b@2.0.0"] && found.problem == nil)
    }
}
