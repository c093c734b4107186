import Testing

@testable import Inventory

@Suite("Python's packages") struct PythonTests {
    @Test("an installed package has its name normalised and its licence")
    func installed() {
        let found = Catalogue(
            PythonMetadataCataloger(), "opt/venv/lib/python3.11/site-packages/Foo_Bar-1.0.dist-info/METADATA",
            "Metadata-Version: 2.1\nName: Foo_.Bar\nVersion: 1.0\nLicense: MIT\n\nName: other\nVersion: 9\n")
        #expect(found.names == ["foo-bar@1.0"])
        #expect(found.packages.first?.licenses == ["MIT"])
        #expect(found.places == ["opt/venv/lib/python3.11/site-packages/Foo_Bar-1.0.dist-info/METADATA"])
    }

    @Test(
        "only what installers write is an installed package",
        arguments: [
            ("a/foo.egg-info/PKG-INFO", true), ("a/foo-1.0-py3.11.egg-info", true),
            ("a/foo.egg/EGG-INFO/PKG-INFO", true), ("a/foo-1.0/PKG-INFO", false), ("a/METADATA", false),
            ("METADATA", false),
        ])
    func places(path: String, isInstalled: Bool) {
        let found = Catalogue(PythonMetadataCataloger(), path, "Name: foo\r\nVersion: 1\r\n\r\n")
        let path = path.hasSuffix("EGG-INFO/PKG-INFO") ? "a/egg-info/PKG-INFO" : path
        let again = Catalogue(PythonMetadataCataloger(), path, "Name: foo\nVersion: 1\n")
        #expect(found.names + again.names == (isInstalled ? ["foo@1", "foo@1"] : []))
    }

    @Test("an egg that stays packed is read in place")
    func egg() {
        let egg = ZipBuilder(texts: [("EGG-INFO/PKG-INFO", "Name: Pack\nVersion: 2\n"), ("pack/a.py", "1")])
        #expect(Catalogue(PythonMetadataCataloger(), "lib/pack.egg", egg.bytes).names == ["pack@2"])
    }

    @Test("metadata without a version are a problem that names the file")
    func lacking() {
        let found = Catalogue(PythonMetadataCataloger(), "x.dist-info/METADATA", "Name: foo\n\nVersion: 1\n")
        #expect(
            found.problem?.description
                == "x.dist-info/METADATA: the metadata of a Python package lack its name or version")
    }

    @Test(
        "a requirement is a package when it is pinned",
        arguments: [
            ("Foo[a,b] == 1.0 ; python_version > '3' # why", "foo@1.0"), ("bar===2.0", "bar@2.0"),
            ("baz==3.0 --hash=sha256:ab", "baz@3.0"), ("qux>=1", nil), ("a==1.*", nil), ("a==1,!=2", nil),
            ("-r other==1.txt", nil), ("# a==1", nil), ("git+https://h/x==1", nil), ("==1", nil),
        ])
    func pins(line: String, expected: String?) {
        let found = RequirementsCataloger.pin(line).map { "\($0.name)@\($0.version)" }
        #expect(found == expected)
    }

    @Test("a requirement goes on behind a backslash")
    func continuedLine() {
        let text = "foo==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\nbar==2\n"
        #expect(
            Catalogue(RequirementsCataloger(), "app/requirements.txt", text).names == ["foo@1.0", "bar@2"])
    }

    @Test("Pipfile.lock lists what is used and what is used to develop")
    func pipfile() {
        let text =
            #"{"_meta":{"x":{"version":"==0"}},"default":{"A_b":{"version":"==1.0"},"g":{"ref":"x"}},"develop":{"c":{"version":"==2"}}}"#
        #expect(Catalogue(PipfileLockCataloger(), "Pipfile.lock", text).names == ["a-b@1.0", "c@2"])
    }

    @Test("uv's lock lists all but the project itself")
    func uv() {
        let text = """
            version = 1
            [[package]]
            name = "app"
            version = "0.1"
            source = { editable = "." }
            [[package]]
            name = "Click_x"
            version = "8.1.7"
            source = { registry = "r" }
            dependencies = [{ name = "colorama", marker = "a == 'b'" }]
            """
        #expect(Catalogue(PythonLockCataloger(), "uv.lock", text).names == ["click-x@8.1.7"])
    }

    @Test(
        "the locks of Poetry, PDM and PEP 751 list their packages",
        arguments: ["poetry.lock", "pdm.lock", "pylock.toml"])
    func locks(name: String) {
        let table = name == "pylock.toml" ? "packages" : "package"
        let text =
            "lock-version = \"1.0\"\n[[\(table)]]\nname = \"a\"\nversion = \"1\"\n[\(table).x]\n[[\(table)]]\nname = \"b\"\nversion = \"2\"\n"
        #expect(Catalogue(PythonLockCataloger(), name, text).names == ["a@1", "b@2"])
    }
}
