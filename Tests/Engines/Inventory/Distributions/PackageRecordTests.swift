import CZstd
import RPM
import Testing

@testable import Inventory

@Suite("Packages as distributions record them")
struct PackageRecordTests {
    static let status = """
        Package: libc6
        Status: install ok installed
        Architecture: amd64
        Multi-Arch: same
        Source: glibc
        Version: 2.36-9+deb12u4
        Description: C library
         Package: not-a-field

        Package: libgcc-s1
        Status: install ok half-configured
        Architecture: amd64
        Source: gcc-12 (12.2.0-14)
        Version: 12.2.0-14+b1

        Package: gone
        Status: deinstall ok config-files
        Architecture: amd64
        Version: 1

        Package: bash
        Status: hold ok installed
        Architecture: amd64
        Source: bash (5.2.15-2)
        Version: 5.2.15-2

        """

    static func findings(_ file: SystemFile, _ path: String, _ bytes: [UInt8]) -> FileFindings {
        bytes.withUnsafeBytes { SystemReader.findings(file, path, $0, keeping: .all) }
    }

    @Test("dpkg's packages are those that are unpacked, with what they were built from")
    func dpkg() throws {
        let found = Self.findings(.dpkg, "var/lib/dpkg/status", Array(Self.status.utf8)).packages
        #expect(found.map(\.name) == ["libc6", "libgcc-s1", "bash"])
        #expect(found[0].source == .init(name: "glibc", version: "2.36-9+deb12u4"))
        #expect(found[1].source == .init(name: "gcc-12", version: "12.2.0-14"))
        #expect(found[2].source == nil, "a source of the same name and version says nothing")
        #expect(found.allSatisfy { $0.architecture == "amd64" && $0.type == .deb })
        #expect(found[0].locations.map(\.path) == ["var/lib/dpkg/status"])
    }

    @Test("a file of a distroless image is a package without a state, and its digests are its files")
    func distroless() {
        let stanza = Array("Package: tzdata\nVersion: 2024a-0+deb12u1\nArchitecture: all\n".utf8)
        let found = Self.findings(.dpkgPart, "var/lib/dpkg/status.d/tzdata", stanza)
        #expect(found.packages.map(\.name) == ["tzdata"])
        let sums = Array("d41d8cd98f00b204e9800998ecf8427e  usr/lib/x\nbroken\n".utf8)
        let owned = Self.findings(.dpkgSums, "var/lib/dpkg/status.d/tzdata.md5sums", sums).owned
        #expect(owned == [OwnedFiles(owner: "tzdata", keys: [PathKey.ofOwned("usr/lib/x")])])
        #expect(SystemFile("var/lib/dpkg/status.d/tzdata.md5sums") == .dpkgSums)
    }

    @Test("apk's packages have an origin and files")
    func apk() throws {
        let text = """
            C:Q1abc=
            P:musl
            V:1.2.4-r2
            A:x86_64
            L:MIT
            o:musl
            F:lib
            R:libc.musl-x86_64.so.1
            a:0:0:777

            P:libcrypto3
            V:3.1.4-r1
            A:x86_64
            L:Apache-2.0
            o:openssl
            F:
            R:top
            """
        let found = Self.findings(.apk, "lib/apk/db/installed", Array(text.utf8))
        #expect(found.packages.map(\.name) == ["musl", "libcrypto3"])
        #expect(found.packages[0].source == nil && found.packages[0].licenses == ["MIT"])
        #expect(found.packages[1].source == .init(name: "openssl", version: "3.1.4-r1"))
        #expect(
            found.owned == [
                OwnedFiles(owner: "musl", keys: [PathKey.ofOwned("usr/lib/libc.musl-x86_64.so.1")]),
                OwnedFiles(owner: "libcrypto3", keys: [PathKey.ofOwned("top")]),
            ])
    }

    @Test("a chiselled root's manifest lists packages and the files of their slices")
    func chisel() {
        let lines = """
            {"jsonwall":"1.0","schema":"1.0","count":3}
            {"kind":"package","name":"base-files","version":"13ubuntu10.1","sha256":"00","arch":"amd64"}
            {"kind":"path","path":"/etc/profile","mode":"0644","slices":["base-files_base"]}
            """
        let text = Array(lines.utf8)
        var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(text.count))
        let count = ZSTD_compress(&packed, packed.count, text, text.count, 3)
        let whole = Array(packed[..<count])
        let found = Self.findings(.chisel, "var/lib/chisel/manifest.wall", whole)
        #expect(found.packages.map(\.version) == ["13ubuntu10.1"])
        #expect(found.owned == [OwnedFiles(owner: "base-files", keys: [PathKey.ofOwned("/etc/profile")])])
        #expect(found.problems.isEmpty)
        let broken = Self.findings(.chisel, "var/lib/chisel/manifest.wall", Array(whole.dropLast(5)))
        #expect(broken.problems.count == 1)
    }

    @Test(
        "a kernel's version is in the name of its modules' directory or of its file",
        arguments: [
            ("usr/lib/modules/6.1.0-18-amd64/modules.builtin", "6.1.0-18-amd64"),
            ("lib/modules/5.14.0-362.el9.x86_64/modules.builtin", "5.14.0-362.el9.x86_64"),
            ("boot/vmlinuz-6.1.0-18-amd64", "6.1.0-18-amd64"),
        ])
    func kernels(path: String, version: String) throws {
        let file = try #require(SystemFile(path))
        let package = try #require(Self.findings(file, path, []).packages.first)
        #expect(package.name == "linux" && package.version == version && package.type == .generic)
        #expect(SystemFile("opt/" + path) == nil)
    }

    @Test("RPM's packages have epochs, module streams and sources, and keys are none")
    func rpm() throws {
        let database = try RPMFixture.database([
            RPMFixture.header(
                "nodejs", epoch: 1, source: "nodejs-20.1.0-1.el9.src.rpm", label: "nodejs:20:1:2"),
            RPMFixture.header("openssl-libs", epoch: 0, source: "openssl-3.0-4.el9.src.rpm", label: nil),
            RPMFixture.header("gpg-pubkey", epoch: nil, source: nil, label: nil),
        ])
        let found = Self.findings(.rpm(.sqlite), "var/lib/rpm/rpmdb.sqlite", database)
        #expect(found.problems.isEmpty)
        #expect(found.packages.map(\.name) == ["nodejs", "openssl-libs"])
        #expect(found.packages.map(\.version) == ["1:3.0-4.el9", "3.0-4.el9"])
        #expect(found.packages[0].module == "nodejs:20:1:2" && found.packages[1].module == nil)
        #expect(found.packages[0].source == .init(name: "nodejs", version: "20.1.0-1.el9"))
        #expect(found.packages[1].source == .init(name: "openssl", version: "3.0-4.el9"))
        #expect(found.packages[0].vendor == "Vendor" && found.packages[0].licenses == ["MIT and BSD"])
        let keys = [PathKey.ofOwned("/usr/bin/nodejs"), PathKey.ofOwned("/usr/share/nodejs")].sorted()
        #expect(found.owned.first == OwnedFiles(owner: "nodejs", keys: keys))
    }

    @Test("packages before a damaged place of RPM's database are kept, and the damage is told")
    func damaged() throws {
        let headers = (0..<60).map { RPMFixture.header("package\($0)", epoch: nil, source: nil, label: nil) }
        var database = try RPMFixture.database(headers)
        database.removeLast(4096)
        let found = Self.findings(.rpm(.sqlite), "var/lib/rpm/rpmdb.sqlite", database)
        #expect(found.problems.map(\.path) == ["var/lib/rpm/rpmdb.sqlite"])
        #expect(!found.packages.isEmpty && found.packages.count < 60)
    }
}
