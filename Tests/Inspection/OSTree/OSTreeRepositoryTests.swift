import Bytes
import CLinux
import Glibc
import Host
import OSTreeDisks
import ScratchRoots
import Testing

@testable import OSTree

@Suite("Repositories that ostree makes", .enabled(if: OSTreeDisk.isPossible, "needs root and ostree"))
struct OSTreeRepositoryTests {
    static let files = [
        "/usr/bin/tool": "tool", "/usr/etc/a.conf": "a", "/usr/share/empty": "",
        "/usr/share/long": String(repeating: "long ", count: 100_000),
    ]

    @Test(
        "every file is read with the content that was committed, whatever the way of keeping it",
        arguments: ["bare", "bare-user", "bare-user-only", "archive"])
    func modes(_ mode: String) throws {
        let sandbox = try OSTreeDisk()
        sandbox.tree(Self.files)
        let path = sandbox.scratch.path + "/disk/ostree/repo"
        sandbox.scratch.directory("disk/ostree/repo")
        try sandbox.ostree(["--repo=" + path, "init", "--mode=" + mode])
        let checksum = try sandbox.commit(to: path)
        let repository = try #require(try OSTreeRepository(host: Host(root: sandbox.disk)))
        #expect(repository.mode.rawValue == mode)
        let commit = try repository.commit(checksum)
        #expect(commit.version == "1.0")
        var found: [String: String] = [:]
        var entries: [(path: String, entry: OSTreeEntry)] = []
        try repository.forEachEntry(of: commit) { path, entry in
            entries.append((String(decoding: path, as: UTF8.self), entry))
        }
        for (path, entry) in entries {
            let metadata = try repository.metadata(of: entry)
            guard case .file(let checksum) = entry else {
                #expect(metadata.mode == 0o40755)
                continue
            }
            var content: [UInt8] = []
            let read = try repository.read(checksum) { content += $0 }
            #expect(read == metadata)
            #expect(metadata.user == 0)
            if path == "/bin" {
                #expect(metadata.linkTarget == Array("usr/bin".utf8))
            } else {
                #expect(metadata.mode & 0o777 == (path == "/usr/bin/tool" ? 0o755 : 0o644))
                found[path] = String(decoding: content, as: UTF8.self)
            }
            #expect(try repository.entry(at: Array(path.utf8), of: commit) == entry)
        }
        for (path, text) in Self.files { #expect(found[path] == text) }
        #expect(try repository.entry(at: Array("/usr/bin/tool/none".utf8), of: commit) == nil)
        #expect(try repository.entry(at: Array("/none".utf8), of: commit) == nil)
    }

    @Test("a file that was written to in the repository is refused", arguments: ["bare", "archive"])
    func tampered(_ mode: String) throws {
        let sandbox = try OSTreeDisk()
        sandbox.tree(Self.files)
        let path = sandbox.scratch.path + "/disk/ostree/repo"
        sandbox.scratch.directory("disk/ostree/repo")
        try sandbox.ostree(["--repo=" + path, "init", "--mode=" + mode])
        let checksum = try sandbox.commit(to: path)
        let repository = try #require(try OSTreeRepository(host: Host(root: sandbox.disk)))
        let commit = try repository.commit(checksum)
        let entry = try repository.entry(at: Array("/usr/bin/tool".utf8), of: commit)
        guard case .file(let file)? = entry else {
            Issue.record("there is no tool in the commit")
            return
        }
        let object = repository.place(file, mode == "archive" ? "filez" : "file")
        let descriptor = open(sandbox.disk + object.description, O_WRONLY | O_APPEND)
        #expect(write(descriptor, "!", 1) == 1)
        close(descriptor)
        #expect(throws: OSTreeError.self) { try repository.read(file) { _ in } }
    }

    @Test("attributes, owners and odd modes are part of a file's checksum")
    func attributes() throws {
        let sandbox = try OSTreeDisk()
        sandbox.tree(Self.files)
        let path = sandbox.scratch.path + "/disk/ostree/repo"
        sandbox.scratch.directory("disk/ostree/repo")
        try sandbox.ostree(["--repo=" + path, "init", "--mode=bare"])
        let tool = sandbox.scratch.path + "/tree/usr/bin/tool"
        #expect(chmod(tool, 0o4750) == 0)
        for name in ["user.second", "user.first"] {
            #expect(setxattr(tool, name, "value of \(name)", 12, 0) == 0)
        }
        let checksum = try sandbox.commit(to: path)
        let repository = try #require(try OSTreeRepository(host: Host(root: sandbox.disk)))
        let entry = try repository.entry(
            at: Array("/usr/bin/tool".utf8), of: try repository.commit(checksum))
        guard case .file(let file)? = entry else {
            Issue.record("there is no tool in the commit")
            return
        }
        let metadata = try repository.read(file) { _ in }
        #expect(metadata.mode == 0o104750)
        #expect(
            metadata.attributes.map { String(decoding: $0.name, as: UTF8.self) } == [
                "user.first", "user.second",
            ])
    }

    @Test("deployments are told in the order of the boot menu, with the one that runs")
    func deployments() throws {
        let sandbox = try OSTreeDisk()
        try sandbox.prepare()
        sandbox.tree(Self.files)
        let first = try sandbox.commit()
        try sandbox.deploy()
        let host = try Host(root: sandbox.disk)
        let alone = OSTreeDeployment.all(on: host)
        #expect(alone.map(\.commit) == [first])
        #expect(alone.map(\.system) == ["test"])
        #expect(alone.map(\.isBooted) == [false])
        #expect(alone.map(\.origin) == ["test/stable"])
        let options = try host.read("/boot/loader/entries/ostree-1-test.conf", limit: 1 << 16)
        let booted = String(decoding: options, as: UTF8.self).split(separator: "\n").first {
            $0.hasPrefix("options")
        }
        sandbox.tree(["/usr/bin/tool": "newer"])
        let second = try sandbox.commit()
        try sandbox.deploy()
        sandbox.scratch.file("disk/proc/cmdline", "quiet \(booted?.dropFirst(8) ?? "")\n")
        let both = OSTreeDeployment.all(on: host)
        #expect(both.map(\.commit).contains(first))
        #expect(both.first?.commit == second)
        #expect(both.map(\.order).first == 0)
    }
}
