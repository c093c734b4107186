import Testing

@testable import Inventory

@Suite("Rust's crates") struct RustTests {
    static let list =
        #"{"packages":[{"name":"app","version":"0.1.0","source":"local","root":true},{"name":"cc","version":"1.0","source":"crates.io","kind":"build"},{"name":"serde","version":"1.0.200","source":"crates.io"}]}"#

    static func program(_ content: [UInt8]) -> [UInt8] {
        var elf = ElfBuilder()
        elf.sections = [(".text", [1]), (".dep-v0", content)]
        return elf.bytes
    }

    @Test("a program's own list names what is in it and not what built it")
    func program() {
        let bytes = Self.program(ZipBuilder.deflated(Array(Self.list.utf8), raw: false))
        #expect(
            Catalogue(RustProgramCataloger(), "usr/bin/app", bytes).names == ["app@0.1.0", "serde@1.0.200"])
    }

    @Test("a list that is damaged, too large or something else is a problem")
    func hostile() {
        let bomb = ZipBuilder.deflated([UInt8](repeating: 0x20, count: 9 << 20), raw: false)
        let lists: [([UInt8], String)] = [
            (Array("damaged".utf8), "the list of crates is damaged"),
            (bomb, "the list of crates has more than 8 MiB"),
            (ZipBuilder.deflated(Array("[]".utf8), raw: false), "the list of crates has no packages"),
            (
                ZipBuilder.deflated(Array("{".utf8), raw: false),
                "invalid JSON at byte 1: expected a member name"
            ),
        ]
        for (content, reason) in lists {
            #expect(Catalogue(RustProgramCataloger(), "a", Self.program(content)).problem?.reason == reason)
        }
    }

    @Test("Cargo.lock of every version lists its crates", arguments: ["", "version = 3\n", "version = 4\n"])
    func lock(head: String) {
        let text = """
            # generated
            \(head)
            [[package]]
            name = "aho-corasick"
            version = "1.1.3"
            source = "registry+https://r"
            checksum = "8e60"
            dependencies = [
             "memchr",
            ]

            [[package]]
            name = "app"
            version = "0.1.0"

            [metadata]
            "checksum memchr 1" = "x"
            """
        #expect(
            Catalogue(CargoLockCataloger(), "Cargo.lock", text).names == ["aho-corasick@1.1.3", "app@0.1.0"])
    }

    @Test("a lock that is no TOML is a problem with its line")
    func broken() {
        let found = Catalogue(CargoLockCataloger(), "x/Cargo.lock", "[[package]]\nname = \n")
        #expect(found.problem?.description == "x/Cargo.lock: invalid TOML at line 2: expected a value")
    }
}
