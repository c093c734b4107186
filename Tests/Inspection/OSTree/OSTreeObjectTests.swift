import Bytes
import Fuzzing
import Host
import ScratchRoots
import Testing

@testable import OSTree

@Suite("Objects of OSTree")
struct OSTreeObjectTests {
    @Test("the objects' names are the checksums of their bytes")
    func names() {
        for object in [
            OSTreeObjects.commit, OSTreeObjects.usr, OSTreeObjects.bin, OSTreeObjects.metadata,
        ] { #expect(Hex.encode(Digest.of(object.bytes, .sha256)) == object.name) }
    }

    @Test("a commit tells its subject, time, version and tree")
    func commit() throws {
        let checksum = try #require(OSTreeChecksum(OSTreeObjects.commit.name))
        let commit = try #require(OSTreeCommit(OSTreeObjects.commit.bytes, checksum: checksum))
        #expect(commit.subject == "first")
        #expect(commit.time == 0x6b03_ddbc)
        #expect(commit.version == "1.0")
        #expect(commit.metadata == ["version": "1.0"])
        #expect(commit.tree.description.hasPrefix("9fdab67d"))
        #expect(commit.treeMetadata.description == OSTreeObjects.metadata.name)
    }

    @Test("a tree tells its directories and files")
    func directories() throws {
        let usr = try #require(OSTreeDirectory(OSTreeObjects.usr.bytes))
        #expect(usr.files.isEmpty)
        #expect(usr.directories.map { String(decoding: $0.name, as: UTF8.self) } == ["bin", "etc", "lib"])
        #expect(usr.directories[0].tree.description == OSTreeObjects.bin.name)
        let bin = try #require(OSTreeDirectory(OSTreeObjects.bin.bytes))
        #expect(bin.directories.isEmpty)
        #expect(bin.files.map { String(decoding: $0.name, as: UTF8.self) } == ["tool"])
        #expect(bin.files[0].checksum.description.hasPrefix("ef35987c"))
    }

    @Test("a directory's metadata tell owner and mode")
    func metadata() throws {
        let metadata = try #require(OSTreeMetadata(directory: OSTreeObjects.metadata.bytes))
        #expect(metadata == OSTreeMetadata(user: 0, group: 0, mode: 0o40755))
    }

    @Test("a name that would lead out of its directory makes no tree", arguments: ["..", ".", "", "a/b"])
    func unsafeNames(_ name: String) {
        var bytes = Array(name.utf8) + [0] + OSTreeObjects.bin.bytes[5..<37]
        bytes += [UInt8(name.utf8.count + 1)]
        bytes += [UInt8(bytes.count)]
        bytes += [UInt8(bytes.count)]
        #expect(OSTreeDirectory(bytes) == nil)
    }

    @Test("an object that is another than its name says is refused")
    func otherObject() throws {
        let scratch = try ScratchRoot()
        defer { withExtendedLifetime(scratch) {} }
        scratch.file("ostree/repo/config", "[core]\nrepo_version=1\nmode=bare\n")
        OSTreeObjects.put(
            OSTreeObjects.metadata.bytes, named: OSTreeObjects.commit.name, "commit", in: scratch)
        let repository = try #require(try OSTreeRepository(host: Host(root: scratch.path)))
        let checksum = try #require(OSTreeChecksum(OSTreeObjects.commit.name))
        let error = #expect(throws: OSTreeError.self) { try repository.commit(checksum) }
        #expect(error?.description.hasSuffix("is another object than its name says") ?? false)
        let missing = try #require(OSTreeChecksum(OSTreeObjects.usr.name))
        #expect(throws: OSTreeError.self) { try repository.commit(missing) }
    }

    @Test("a repository that keeps files in an unknown way is refused")
    func unknownMode() throws {
        let scratch = try ScratchRoot()
        defer { withExtendedLifetime(scratch) {} }
        #expect(try OSTreeRepository(host: Host(root: scratch.path)) == nil)
        scratch.file("ostree/repo/config", "[core]\nmode=bare-split-xattrs\n")
        let error = #expect(throws: OSTreeError.self) { try OSTreeRepository(host: Host(root: scratch.path)) }
        #expect(error?.description == "/ostree/repo/config: core.mode: 'bare-split-xattrs' is not known")
    }

    @Test("deployments' names are a checksum and a number", arguments: [".0", ".x", ".-1", ".0.1", ""])
    func deploymentNames(_ end: String) {
        let name = OSTreeObjects.commit.name
        #expect((OSTreeDeployment.parts(name + end) != nil) == (end == ".0"))
        #expect(OSTreeDeployment.parts(name.uppercased() + ".0") == nil)
    }

    @Test(
        "mutants are read or refused, and what is read names only what a directory can hold",
        .timeLimit(.minutes(15)))
    func mutants() throws {
        let checksum = try #require(OSTreeChecksum(OSTreeObjects.commit.name))
        let corpus = [
            OSTreeObjects.commit.bytes, OSTreeObjects.usr.bytes, OSTreeObjects.bin.bytes,
            OSTreeObjects.metadata.bytes, OSTreeObjects.metadata.bytes + [1, 0, 2, 2, 6],
        ]
        for mutant in Mutants(of: corpus, tokens: ["\u{0}", "\u{24}", "\u{7F}"], count: 60_000) {
            if let commit = OSTreeCommit(mutant.bytes, checksum: checksum) {
                #expect(commit.tree.bytes.count == 32, "\(mutant)")
            }
            if let directory = OSTreeDirectory(mutant.bytes) {
                let names = directory.files.map(\.name) + directory.directories.map(\.name)
                #expect(
                    names.allSatisfy { !$0.isEmpty && !$0.contains(0x2F) && !$0.contains(0) }, "\(mutant)")
            }
            if let metadata = OSTreeMetadata(directory: mutant.bytes) {
                #expect(metadata.attributes.allSatisfy { !$0.name.contains(0) }, "\(mutant)")
                #expect(metadata.header.count > 8)
            }
            _ = OSTreeMetadata.packed(mutant.bytes)
        }
    }
}
