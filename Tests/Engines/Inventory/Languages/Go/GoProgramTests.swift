import Testing

@testable import Inventory

@Suite("Go programs") struct GoProgramTests {
    static let lines = """
        path\tgithub.com/x/app/cmd/app
        mod\tgithub.com/x/app\t(devel)\t
        dep\tgithub.com/a/b\tv1.2.3\th1:abc=
        dep\tgithub.com/old/c/v2\tv2.0.0\t
        =>\tgithub.com/new/c/v2\tv2.0.1\th1:def=
        dep\tgithub.com/local/d\tv1.0.0
        =>\t./d\t(devel)\t
        build\t-ldflags="-s -w -X main.commit=abc -X main.version=4.5.6"
        build\tCGO_ENABLED=0

        """
    static let expected = [
        "stdlib@1.22.4", "github.com/x/app@v4.5.6", "github.com/a/b@v1.2.3", "github.com/new/c/v2@v2.0.1",
        "github.com/local/d@",
    ]
    private static let magic: [UInt8] = [0xFF] + Array(" Go buildinf:".utf8)
    private static let frame = [UInt8](repeating: 0x30, count: 16)

    static func inline(_ version: String = "go1.22.4", _ modules: String = lines) -> [UInt8] {
        func text(_ bytes: [UInt8]) -> [UInt8] {
            var (length, size): ([UInt8], Int) = ([], bytes.count)
            while size > 0x7F {
                length.append(UInt8(size & 0x7F) | 0x80)
                size >>= 7
            }
            return length + [UInt8(size)] + bytes
        }
        let head = magic + [8, 2] + [UInt8](repeating: 0, count: 16)
        return head + text(Array(version.utf8)) + text(frame + Array(modules.utf8) + frame)
    }

    /// The form before Go 1.18, at the beginning of a program's data.
    static func pointed(in elf: ElfBuilder) -> [UInt8] {
        let width = elf.isWide ? 8 : 4
        let base = elf.base + UInt64(ElfBuilder.start)
        let (version, modules) = (Array("go1.17.13".utf8), frame + Array(lines.utf8) + frame)
        let pairs = 16 + 2 * width
        let texts = pairs + 4 * width
        var record = magic + [UInt8(width), elf.isBigEndian ? 1 : 0]
        record += elf.address(base + UInt64(pairs)) + elf.address(base + UInt64(pairs + 2 * width))
        record += elf.address(base + UInt64(texts)) + elf.address(UInt64(version.count))
        record += elf.address(base + UInt64(texts + version.count)) + elf.address(UInt64(modules.count))
        return record + version + modules
    }

    @Test(
        "modules stand in programs of every width and byte order", arguments: [true, false], [true, false])
    func inlineForm(isWide: Bool, isBigEndian: Bool) {
        var elf = ElfBuilder(isWide: isWide, isBigEndian: isBigEndian)
        elf.sections = [(".text", [1, 2, 3]), (".go.buildinfo", Self.inline())]
        let found = Catalogue(GoProgramCataloger(), "usr/bin/app", elf.bytes)
        #expect(found.names == Self.expected)
        #expect(found.problem == nil)
    }

    @Test("the older form leads to its texts by addresses", arguments: [true, false], [true, false])
    func pointedForm(isWide: Bool, isBigEndian: Bool) {
        var elf = ElfBuilder(isWide: isWide, isBigEndian: isBigEndian)
        elf.sections = [(".go.buildinfo", Self.pointed(in: elf))]
        let found = Catalogue(GoProgramCataloger(), "app", elf.bytes)
        #expect(found.names == ["stdlib@1.17.13"] + Self.expected.dropFirst())
    }

    @Test("a program without a table of sections is searched", arguments: [true, false])
    func stripped(isPointed: Bool) {
        var elf = ElfBuilder()
        elf.hasSections = false
        elf.sections = [("", isPointed ? Self.pointed(in: elf) : Self.inline())]
        #expect(Catalogue(GoProgramCataloger(), "app", elf.bytes).names.count == 5)
    }

    @Test("programs of other languages are none")
    func others() {
        var elf = ElfBuilder()
        elf.sections = [(".text", [1])]
        #expect(Catalogue(GoProgramCataloger(), "app", elf.bytes).names.isEmpty)
        #expect(Catalogue(GoProgramCataloger(), "app", "#!/bin/sh").problem == nil)
    }

    @Test("a program that was built without modules is named by its package")
    func withoutModules() {
        var elf = ElfBuilder()
        elf.sections = [
            (
                ".go.buildinfo",
                Self.inline(
                    "go1.19.8",
                    "path\tk8s.io/kubectl/cmd/kubectl\nbuild\t-ldflags=\"-X \\\"k8s.io/component-base/version.gitVersion=v1.32.3\\\"\"\n"
                )
            )
        ]
        #expect(
            Catalogue(GoProgramCataloger(), "k", elf.bytes).names == [
                "stdlib@1.19.8", "k8s.io/kubectl/cmd/kubectl@v1.32.3",
            ])
    }

    @Test("information that is damaged is a problem")
    func damaged() {
        var elf = ElfBuilder()
        elf.sections = [(".go.buildinfo", Array(Self.inline().prefix(40)))]
        #expect(
            Catalogue(GoProgramCataloger(), "bin/app", elf.bytes).problem?.description
                == "bin/app: Go's build information is damaged")
    }

    @Test("sections that lie about their places are not followed")
    func lyingSections() {
        var elf = ElfBuilder()
        elf.sections = [(".go.buildinfo", Self.inline())]
        let bytes = elf.bytes
        for place in stride(from: bytes.count - 192, to: bytes.count, by: 4) {
            var lie = bytes
            lie.replaceSubrange(place..<place + 4, with: [0xFF, 0xFF, 0xFF, 0x7F])
            #expect(Catalogue(GoProgramCataloger(), "a", lie).packages.count <= 5)
        }
    }

    @Test(
        "Go's own version is that of its release",
        arguments: [
            ("go1.22.4", "1.22.4"), ("go1.20.12 X:strictfipsruntime", "1.20.12"), ("go1.25rc1", "1.25rc1"),
            ("go1.22.9-fips", "1.22.9"), ("devel go1.24-abcdef", nil), ("", nil),
        ])
    func releases(text: String, expected: String?) { #expect(GoProgramCataloger.release(text) == expected) }

    @Test("go.mod lists what it requires, with replacements")
    func moduleFile() {
        let text = """
            module github.com/x/app // here
            go 1.22
            require github.com/one/a v1.0.0
            require (
            \tgithub.com/two/b v2.0.0+incompatible // indirect
            \t"github.com/three/c" v1.1.0
            \tgithub.com/four/d v1.0.0
            )
            replace github.com/three/c => github.com/fork/c v1.1.1
            replace (
            \tgithub.com/four/d v1.0.0 => ../d
            \tgithub.com/one/a v9.9.9 => github.com/never/a v1.0.0
            )
            exclude github.com/two/b v1.0.0
            """
        #expect(
            Catalogue(GoModuleFileCataloger(), "app/go.mod", text).names == [
                "github.com/one/a@v1.0.0", "github.com/two/b@v2.0.0+incompatible", "github.com/fork/c@v1.1.1",
                "github.com/four/d@",
            ])
    }
}
