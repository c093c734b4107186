import Bytes
import Digests
import Host
import RPM
import ScratchRoots
import Testing

@testable import Ownership

@Suite("What RPM's packages say of files")
struct RPMOwnershipTests {
    /// A header of two files in `/usr/bin`: a program with capabilities, and a link to it.
    static func package(_ version: String, content: String, installed: UInt32 = 100) throws -> RPMPackage {
        var entries: [(tag: UInt32, type: UInt32, offset: Int, count: Int)] = []
        var store: [UInt8] = []
        func texts(_ tag: UInt32, _ type: UInt32, _ values: [String]) {
            entries.append((tag, type, store.count, values.count))
            for value in values { store += Array(value.utf8) + [0] }
        }
        func numbers(_ tag: UInt32, _ values: [UInt32], width: UInt32 = 4) {
            while store.count % 4 != 0 { store.append(0) }
            entries.append((tag, width == 4 ? 4 : 3, store.count, values.count))
            for value in values {
                for byte in (0..<width).reversed() {
                    store.append(UInt8(truncatingIfNeeded: value >> (8 * byte)))
                }
            }
        }
        texts(1000, 6, ["tool"])
        texts(1001, 6, [version])
        texts(1002, 6, ["1.el9"])
        texts(1022, 6, ["x86_64"])
        numbers(1008, [installed])
        numbers(1028, [UInt32(content.utf8.count), 4])
        numbers(1030, [0o100755, 0o120777], width: 2)
        numbers(1034, [1000, 1000])
        texts(1035, 8, [Hex.encode(Digest.of(Array(content.utf8), .sha256)), ""])
        texts(1036, 8, ["", "tool"])
        numbers(1037, [0, 0])
        texts(1039, 8, ["root", "root"])
        texts(1040, 8, ["daemon", "root"])
        numbers(1116, [0, 0])
        texts(1117, 8, ["tool", "link"])
        texts(1118, 8, ["/usr/bin/"])
        texts(5010, 8, ["cap_net_raw=ep", ""])
        numbers(5011, [8])
        func four(_ number: Int) -> [UInt8] {
            (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
        }
        var bytes = four(entries.count) + four(store.count)
        for entry in entries {
            bytes += four(Int(entry.tag)) + four(Int(entry.type)) + four(entry.offset) + four(entry.count)
        }
        let header = try #require(RPMHeader((bytes + store)[...]))
        return try #require(RPMPackage(header))
    }

    let scratch: ScratchRoot
    let host: Host

    init() throws {
        scratch = try ScratchRoot()
        scratch.file("etc/passwd", "root:x:0:0::/:\n")
        scratch.file("etc/group", "root:x:0:\ndaemon:x:2:\n")
        host = try Host(root: scratch.path)
    }

    func claim(_ path: String, _ now: RPMPackage, since before: RPMPackage?) throws -> FileClaim {
        let inventory = before.map { PackageInventory([$0], time: 200) }
        let rpm = RPMOwnership([now], host: host, inventory: inventory)
        return try #require(rpm.claims(on: Array(path.utf8), linkTarget: nil).first)
    }

    @Test("an update says content, mode, owner, time and capabilities of its files")
    func update() throws {
        let claim = try claim(
            "/usr/bin/tool", Self.package("2", content: "new"), since: Self.package("1", content: "old"))
        #expect(claim.source == "rpm tool-0:2-1.el9.x86_64")
        #expect(claim.renewal == .updated && claim.doubts.isEmpty)
        #expect(claim.digests[.sha256] == Digest.of(Array("new".utf8), .sha256))
        #expect(claim.permissions == 0o755 && claim.user == 0 && claim.group == 2)
        #expect(claim.size == 3 && claim.modificationTime == 1000)
        #expect(claim.capabilities == "cap_net_raw=ep")
        let link = try self.claim(
            "/usr/bin/link", Self.package("2", content: "new"), since: Self.package("1", content: "old"))
        #expect(link.kind == .symbolicLink && link.linkTarget == Array("tool".utf8))
    }

    @Test(
        "the same version is the same package, installed again or not, and another content of it is doubted")
    func sameVersion() throws {
        let before = try Self.package("1", content: "old")
        #expect(try claim("/usr/bin/tool", before, since: before).renewal == .none)
        let again = try Self.package("1", content: "old", installed: 300)
        #expect(try claim("/usr/bin/tool", again, since: before).renewal == .again)
        #expect(try claim("/usr/bin/tool", again, since: before).doubts.isEmpty)
        let forged = try claim("/usr/bin/tool", Self.package("1", content: "evil"), since: before)
        #expect(forged.doubts == ["its header in RPM's database changed although its version did not"])
        #expect(try claim("/usr/bin/tool", before, since: nil).doubts.count == 1)
    }

    @Test("a file that went with its package was removed by it, and one that a package has was not")
    func removal() throws {
        let before = try Self.package("1", content: "old")
        let inventory = PackageInventory([before], time: 200)
        let path = Array("/usr/bin/tool".utf8)
        let gone = RPMOwnership([], host: host, inventory: inventory)
        #expect(gone.removals(of: path).map(\.doubts) == [[]])
        #expect(gone.removals(of: Array("/usr/bin/x".utf8)).isEmpty)
        let there = RPMOwnership([before], host: host, inventory: inventory)
        #expect(there.removals(of: path).first?.doubts == ["rpm tool-0:1-1.el9.x86_64 has the file"])
    }
}
