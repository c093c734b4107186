import Testing

@testable import Inventory

@Suite("Which readers want a file")
struct InterestIndexTests {
    private let index = InterestIndex([
        FileInterest(names: ["package.json"], paths: ["etc/os-release", "top"]),
        FileInterest(suffixes: [".jar", ".gemspec"], directories: ["var/lib/dpkg/status.d"]),
        FileInterest(names: ["package.json"], wantsPrograms: true),
    ])

    private func readers(_ directory: String, _ name: String) -> UInt64 {
        Array(name.utf8).withUnsafeBytes {
            index.readers(of: $0, in: index.directory(Array(directory.utf8)))
        }
    }

    @Test(
        "a file is wanted by its name, its end, its directory or its path",
        arguments: [
            ("usr/lib/node_modules/a", "package.json", 0b101), ("", "package.json", 0b101),
            ("opt", "app.jar", 0b10), ("opt", ".jar", 0b10), ("opt", "app.jar.bak", 0),
            ("opt", "xpackage.json", 0), ("var/lib/dpkg/status.d", "base", 0b10),
            ("var/lib/dpkg/status.d/x", "base", 0), ("etc", "os-release", 1), ("opt/etc", "os-release", 0),
            ("", "top", 1), ("x", "top", 0), ("x", "", 0),
        ])
    func selection(directory: String, name: String, wanted: Int) {
        #expect(readers(directory, name) == UInt64(wanted))
    }

    @Test(
        "what may be run or is named like a library may be a program",
        arguments: [
            ("tool", 0o755, true), ("tool", 0o644, false), ("libc.so", 0o644, true),
            ("libc.so.6", 0o644, true),
            ("a.sorted", 0o644, false), (".so", 0o644, false), ("", 0o600, false),
        ])
    func programs(name: String, mode: Int, isWanted: Bool) {
        Array(name.utf8).withUnsafeBytes {
            #expect(index.mayBeProgram($0, mode: UInt32(mode)) == isWanted)
        }
        let nobody = InterestIndex([FileInterest(names: ["a"])])
        Array(name.utf8).withUnsafeBytes { #expect(!nobody.mayBeProgram($0, mode: UInt32(mode))) }
    }

    @Test("texts and pictures are no programs by their names")
    func data() {
        let names = [
            ("a.py", true), ("a.so", false), ("a", false), ("py", false), (".gz", false), ("a.6", false),
        ]
        for (name, isData) in names {
            Array(name.utf8).withUnsafeBytes { #expect(index.isOfData($0) == isData, "\(name)") }
        }
    }

    @Test("a path has one number however it is spelt where /lib is a link to /usr/lib")
    func ownedPaths() {
        let key = PathKey.ofOwned("/usr/lib/python3/x")
        #expect(key == PathKey.ofOwned("lib/python3/x") && key == PathKey.ofOwned("usr/lib/python3/x"))
        #expect(PathKey.ofOwned("usr/share/x") != PathKey.ofOwned("share/x"))
        let parts = Array("/usr/lib/python3/".utf8).withUnsafeBytes { directory in
            Array("x".utf8).withUnsafeBytes { PathKey.ofOwned(directory, $0) }
        }
        #expect(parts == key)
    }

    @Test("a program is read for the sections that say what it was made of")
    func sections() {
        func isWanted(_ bytes: [UInt8]) -> Bool {
            ProgramProbe.isWanted(size: bytes.count) { offset, count in
                offset <= bytes.count ? Array(bytes[offset..<min(bytes.count, offset + count)]) : []
            }
        }
        #expect(isWanted(program(section: ".go.buildinfo")))
        #expect(isWanted(program(section: ".dep-v0", size: 1000)))
        #expect(!isWanted(program(section: ".text")))
        #expect(!isWanted(program(section: ".dep-v0x")))
        #expect(!isWanted(Array("#!/bin/sh\n".utf8) + [UInt8](repeating: 32, count: 100)))
        var packed = program(section: ".text")
        packed.replaceSubrange(40..<48, with: [UInt8](repeating: 0, count: 8))
        #expect(isWanted(packed), "one without sections can only be told by its content")
    }
}
