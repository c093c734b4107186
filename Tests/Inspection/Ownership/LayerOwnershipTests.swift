import Bytes
import Digests
import Glibc
import Images
import Processes
import ScratchRoots
import Testing

@testable import Ownership

@Suite("What an image's layers say of files")
struct LayerOwnershipTests {
    @Test("the highest layer speaks, and what a whiteout hides is gone")
    func layers() throws {
        let scratch = try ScratchRoot()
        defer { withExtendedLifetime(scratch) {} }
        scratch.file("one/etc/a", "lower")
        scratch.file("one/etc/b", "hidden")
        scratch.file("one/opt/d/e", "below")
        scratch.file("two/etc/a", bytes: Array("upper".utf8), mode: 0o600)
        scratch.file("two/etc/.wh.b", "")
        scratch.file("two/opt/.wh.d", "")
        scratch.link("two/etc/l", to: "a")
        for layer in ["one", "two"] {
            let outcome = ChildProcess(
                command: "tar",
                arguments: [
                    "-C", scratch.path + "/" + layer, "--owner=0", "--group=0", "-cf",
                    "\(scratch.path)/image-\(layer).tar", ".",
                ], environment: ["PATH": "/usr/bin:/bin"], outputLimit: 1 << 16, patience: .seconds(20)
            ).run()
            guard case .exited(0, _, _) = outcome else { return }
        }
        scratch.directory("image")
        for layer in ["one", "two"] {
            rename("\(scratch.path)/image-\(layer).tar", "\(scratch.path)/image/\(layer).tar")
        }
        var sums: [String] = []
        for layer in ["one", "two"] {
            let bytes = try readAll("\(scratch.path)/image/\(layer).tar")
            sums.append("\"sha256:\(Hex.encode(Digest.of(bytes, .sha256)))\"")
        }
        scratch.file(
            "image/config.json",
            #"{"os":"linux","rootfs":{"type":"layers","diff_ids":["# + sums.joined(separator: ",") + "]}}")
        scratch.file(
            "image/manifest.json",
            #"[{"Config":"config.json","RepoTags":["app:1"],"Layers":["one.tar","two.tar"]}]"#)
        let image = try Image(scratch.path + "/image")
        let source = LayerOwnership(image)
        source.prepare(digests: [.sha256])
        try source.read()
        func claim(_ path: String) -> FileClaim? {
            source.claims(on: Array(path.utf8), linkTarget: nil).first
        }
        #expect(claim("/etc/a")?.digests[.sha256] == Digest.of(Array("upper".utf8), .sha256))
        #expect(claim("/etc/a")?.permissions == 0o600)
        #expect(claim("/etc/l")?.linkTarget == Array("a".utf8))
        for path in ["/etc/b", "/opt/d", "/opt/d/e", "/etc/.wh.b"] {
            #expect(claim(path) == nil, "\(path)")
            #expect(source.removals(of: Array(path.utf8)).first?.doubts == [], "\(path)")
        }
        #expect(source.removals(of: Array("/etc/a".utf8)).first?.doubts.count == 1)
    }

    private func readAll(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return Array(bytes.prefix(max(0, count)))
    }
}
