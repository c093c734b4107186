import CLinux
import Glibc
import Host
import ScratchRoots
import Testing

@testable import Images

/// What umoci and skopeo write of a tree is the tree.
@Suite(
    .enabled(
        if: geteuid() == 0 && access("/usr/bin/umoci", X_OK) == 0 && access("/usr/bin/skopeo", X_OK) == 0,
        "root, umoci or skopeo is missing"))
struct PeerImageTests {
    @Test(
        "an image of two layers shows what its tree shows",
        arguments: ["oci:zstd", "oci-archive", "docker-archive"])
    func trees(form: String) throws {
        let scratch = try ScratchRoot()
        let work = scratch.path
        try run("umoci init --layout \(work)/image && umoci new --image \(work)/image:v1")
        try run("umoci unpack --image \(work)/image:v1 \(work)/bundle")
        let root = "bundle/rootfs"
        scratch.file("\(root)/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
        scratch.file("\(root)/etc/shadow", bytes: Array("root:*:".utf8), mode: 0)
        scratch.file("\(root)/gone/file", "1")
        scratch.file("\(root)/refilled/old", "1")
        chown("\(work)/\(root)/etc/shadow", 0, 42)
        // Archives are written with times rounded to the nearest second.
        try run("find \(work)/\(root) -exec touch -h -d @1600000000 {} +")
        try run("umoci repack --refresh-bundle --image \(work)/image:v1 \(work)/bundle")
        scratch.file("\(root)/usr/bin/ping", bytes: [1, 2, 3], mode: 0o4755)
        chown("\(work)/\(root)/usr/bin/ping", 1000, 1001)
        chmod("\(work)/\(root)/usr/bin/ping", 0o4755)
        setxattr("\(work)/\(root)/usr/bin/ping", "user.note", "x", 1, 0)
        scratch.link("\(root)/bin", to: "usr/bin")
        scratch.file("\(root)/refilled/new", "2")
        try run("cd \(work)/\(root) && rm -r gone refilled/old && mkfifo pipe && ln etc/shadow shadow2")
        try run("mknod \(work)/\(root)/null c 1 3")
        try run("find \(work)/\(root) -newermt @1600000001 -exec touch -h -d @1700000000 {} +")
        try run("umoci repack --image \(work)/image:v1 \(work)/bundle")
        let reference = try copy(form, work)
        let image = try UnpackedImage(Image(reference))
        let tree = try Host(root: "\(work)/\(root)")
        #expect(try Image(reference).layerCount == 2)
        let (found, expected) = (try listing(of: "/", image.host), try listing(of: "/", tree))
        #expect(Set(found).symmetricDifference(expected).sorted() == [])
        #expect(try image.host.read("/shadow2", limit: 99) == Array("root:*:".utf8))
        // Docker's form of archive cannot hold attributes when it was converted by some versions of skopeo.
        if form != "docker-archive" {
            #expect(try image.host.attribute("user.note", of: "/bin/ping") == [0x78])
        }
    }

    /// The image in another form; its reference.
    private func copy(_ form: String, _ work: String) throws -> String {
        let source = "oci:\(work)/image:v1"
        let policy = "skopeo --insecure-policy --tmpdir \(work) copy -q"
        switch form {
        case "oci:zstd":
            try run("\(policy) --dest-compress-format zstd --dest-compress \(source) oci:\(work)/copy:v1")
            return "\(work)/copy:v1"
        default:
            try run("\(policy) \(source) \(form):\(work)/copy.tar:app:v1")
            return "\(work)/copy.tar"
        }
    }

    /// Every path below a directory with kind, mode, owner, group, size of content, time and device.
    private func listing(of directory: HostPath, _ host: Host) throws -> [String] {
        try host.entries(of: directory).flatMap { name -> [String] in
            let path = directory.appending(name.bytes)
            let status = try host.status(of: path, followingLinks: false)
            let size = status.kind == .regular ? status.size : 0
            // umoci notes a directory's time when it saw a change within, not when the change came.
            let time = status.kind == .directory ? 0 : status.modificationTime
            let line =
                "\(path) \(String(status.mode, radix: 8)) \(status.userID) \(status.groupID) \(size) "
                + "\(time) \(status.deviceNumber)"
            return [line] + (status.kind == .directory ? try listing(of: path, host) : [])
        }
    }

    private func run(_ script: String) throws {
        var pid = pid_t()
        let words = ["/bin/sh", "-c", "(\(script)) >&2"]
        var arguments = words.map { text -> UnsafeMutablePointer<CChar>? in strdup(text) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        #expect(posix_spawn(&pid, "/bin/sh", nil, nil, arguments, environ) == 0)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        #expect(status == 0, "\(script)")
    }
}
