import Fuzzing
import Testing

@testable import Inventory

@Suite("Mutants of languages' files") struct LanguageFuzzTests {
    /// Texts with the paths at which their catalogers look at them.
    private static let texts: [(path: String, text: String)] = [
        (
            "x.dist-info/METADATA",
            "Metadata-Version: 2.1\nName: Foo_Bar\nVersion: 1.0\nLicense: MIT\n\nbody\n"
        ),
        ("requirements.txt", "Foo[a]==1.0 ; python_version > '3' # x\nbar==2 \\\n --hash=sha256:ab\n"),
        (
            "Pipfile.lock",
            #"{"_meta":{},"default":{"a":{"version":"==1.0"}},"develop":{"c":{"version":"==2"}}}"#
        ),
        ("uv.lock", "[[package]]\nname = \"a\"\nversion = \"1\"\nsource = { registry = \"r\" }\n"),
        ("conda-meta/a.json", #"{"name":"numpy","version":"1.26.4","license":"BSD"}"#),
        ("node_modules/a/package.json", #"{"name":"@s/a","version":"1.0.0","license":{"type":"MIT"}}"#),
        (
            "package-lock.json",
            #"{"packages":{"node_modules/a":{"version":"1"},"node_modules/b/node_modules/@s/c":{"version":"2"}}}"#
        ),
        (
            "npm-shrinkwrap.json",
            #"{"dependencies":{"a":{"version":"npm:@s/b@1","dependencies":{"b":{"version":"2"}}}}}"#
        ),
        ("yarn.lock", "\"@s/a@^1\", b@npm:c@1:\n  version \"1.0\"\n  resolution: \"@s/a@npm:1\"\n"),
        (
            "pnpm-lock.yaml",
            "lockfileVersion: '6.0'\npackages:\n  /@s/a@1.0.0(b@2):\n    version: &a 1\n    name: *a\n"
        ),
        ("bun.lock", "{ // c\n \"packages\": { \"a\": [\"a@1.0.0\", /* x */ {}, ], }, }"),
        (
            "pom.xml",
            "<project><groupId>g</groupId><artifactId>a</artifactId><version>${v}</version><properties><v>1</v></properties></project>"
        ),
        ("gradle.lockfile", "org.x:lib:1.2=a,b\nempty=c\n"),
        ("go.mod", "module x\nrequire (\n\ta.b/c v1.0.0 // indirect\n)\nreplace a.b/c => ../d\n"),
        ("Cargo.lock", "version = 3\n[[package]]\nname = \"a\"\nversion = \"1\"\n"),
        (
            "specifications/a.gemspec",
            "s.name = \"rake\".freeze\ns.version = \"13.0\"\ns.licenses = [\"MIT\"]\n"
        ),
        ("Gemfile.lock", "GEM\n  remote: x\n  specs:\n    rack (3.0.8-x86)\n      y (~> 1)\n"),
        (
            "vendor/composer/installed.json",
            #"{"packages":[{"name":"x/y","version":"v1.0","license":["MIT"]}]}"#
        ),
        ("a.deps.json", #"{"libraries":{"A/1.0":{"type":"package"}}}"#),
        ("packages.lock.json", #"{"dependencies":{"net8":{"A":{"type":"Direct","resolved":"1"}}}}"#),
        (
            "Package.resolved",
            #"{"pins":[{"identity":"y","location":"https://u@h:1/y.git","state":{"version":"5"}}]}"#
        ),
    ]
    private static let tokens = [
        "{", "}", "[", "]", "\"", ":", ",", "null", "@", "/", "==", "\n  ", "\0", "${v}", "<!DOCTYPE a>",
        "*a", "&a",
        "\\", "-", "(", ")", "\u{FEFF}", "=>", "node_modules/",
    ]

    private static func check(_ found: Catalogue, _ path: String, _ mutant: Mutant) {
        for package in found.packages {
            let texts = [package.name, package.version, package.namespace ?? ""] + package.licenses
            #expect(!package.name.isEmpty && package.locations.count == 1, "\(mutant)")
            #expect(texts.allSatisfy { !$0.utf8.contains { $0 < 0x20 } }, "\(mutant)")
        }
        if let problem = found.problem {
            #expect(problem.path.hasPrefix(path) && !problem.reason.contains("\n"), "\(mutant): \(problem)")
        }
    }

    @Test(
        "a mutant of a text tells of well-formed packages or is a problem in one line",
        arguments: texts.indices)
    func mutantsOfTexts(index: Int) {
        let (path, text) = Self.texts[index]
        var read = 0
        for mutant in Mutants(of: [text], tokens: Self.tokens, count: 1_000) {
            for cataloger in LanguageCatalogers.all where Selection(cataloger).wants(path) {
                let found = Catalogue(cataloger, path, mutant.bytes)
                Self.check(found, path, mutant)
                read += found.packages.count
            }
        }
        #expect(read > 20)
    }

    @Test("a mutant of an archive tells of well-formed packages or is a problem in one line")
    func mutantsOfArchives() {
        let record = ("META-INF/maven/g/a/pom.properties", Array("groupId=g\nartifactId=a\nversion=1\n".utf8))
        let manifest = ("META-INF/MANIFEST.MF", Array("Implementation-Version: 1\n".utf8))
        var inner = ZipBuilder([record, manifest])
        inner.entries[0].isDeflated = false
        var outer = ZipBuilder([("lib/a-1.jar", inner.bytes), manifest, record])
        outer.entries[0].isDeflated = false
        var read = 0
        for mutant in Mutants(
            of: [inner.bytes, outer.bytes], tokens: ["PK\u{1}\u{2}", "PK\u{5}\u{6}"], count: 6_000)
        {
            let found = Catalogue(JavaArchiveCataloger(), "a.war", mutant.bytes)
            Self.check(found, "a.war", mutant)
            read += found.packages.count
        }
        #expect(read > 1_000)
    }

    @Test("a mutant of a program tells of well-formed packages or is a problem in one line")
    func mutantsOfPrograms() {
        var corpus: [[UInt8]] = []
        for isWide in [true, false] {
            var elf = ElfBuilder(isWide: isWide, isBigEndian: !isWide)
            elf.sections = [(".go.buildinfo", GoProgramTests.inline())]
            corpus.append(elf.bytes)
            elf.sections = [(".go.buildinfo", GoProgramTests.pointed(in: elf))]
            corpus.append(elf.bytes)
            elf.hasSections = false
            corpus.append(elf.bytes)
        }
        corpus.append(RustTests.program(ZipBuilder.deflated(Array(RustTests.list.utf8), raw: false)))
        var read = 0
        for mutant in Mutants(
            of: corpus, tokens: ["dep\ta\tv1\n", "=>\tb\tv2\n", "\u{7F}ELF"], count: 6_000)
        {
            for cataloger in [GoProgramCataloger(), RustProgramCataloger()] as [any Cataloger] {
                let found = Catalogue(cataloger, "bin/a", mutant.bytes)
                Self.check(found, "bin/a", mutant)
                read += found.packages.count
            }
        }
        #expect(read > 1_000)
    }
}
