import CLinux
import Glibc
import Host
import Images
import Registry
import ScratchRoots
import Testing

@Suite struct ContainerStorageTests {
    private static let layers = """
        [{"id": "low", "diff-digest": "sha256:01"}, {"id": "high", "parent": "low", "diff-digest": "sha256:02"},
         {"id": "own", "parent": "high"}]
        """

    private func storage(_ change: (ScratchRoot) throws -> Void = { _ in }) throws -> (
        ScratchRoot, ContainerStorage
    ) {
        let root = try ScratchRoot()
        root.file("overlay-layers/layers.json", Self.layers)
        root.file(
            "overlay-images/images.json",
            """
            [{"id": "0123456789abcdef", "digest": "sha256:aa", "names": ["quay.io/team/app:1"], "layer": "high"},
             {"id": "../evil", "layer": "low"}]
            """)
        root.file(
            "overlay-containers/containers.json",
            #"""
            [{"id": "c1", "names": ["web"], "image": "0123456789abcdef", "layer": "own",
              "metadata": "{\"pod-name\": \"web-1\", \"namespace\": \"shop\", \"metadata-name\": \"web\", \"image-name\": \"quay.io/team/app:1\"}"},
             {"id": "c2", "names": ["idle"], "image": "0123456789abcdef", "layer": "high"}]
            """#)
        root.file("overlay/low/diff/etc/os-release", "ID=low\n")
        root.file("overlay/low/diff/etc/gone", "x")
        root.file("overlay/low/diff/opt/old/file", "x")
        root.file("overlay/high/diff/etc/os-release", "ID=high\n")
        root.file("overlay/high/diff/opt/old/new", "y")
        try change(root)
        return (root, ContainerStorage(directory: root.path))
    }

    @Test("images and containers with their layers, lowest first")
    func listed() throws {
        let (root, storage) = try storage()
        let images = try storage.images()
        #expect(images.map(\.id) == ["0123456789abcdef"])
        #expect(images.first?.layers.map(\.id) == ["low", "high"])
        #expect(images.first?.layers.map(\.diffID) == ["sha256:01", "sha256:02"])
        #expect(images.first?.layers.last?.directory == "\(root.path)/overlay/high/diff")
        #expect(
            try storage.containers().map { $0.layers.map(\.id) } == [
                ["low", "high", "own"], ["low", "high"],
            ])
        #expect(try ContainerStorage(directory: "\(root.path)/nowhere").images().isEmpty)
    }

    @Test("layers in a circle, or that are not there, are an error")
    func circle() throws {
        for text in [#"[{"id": "high", "parent": "low"}, {"id": "low", "parent": "high"}]"#, "[]", "{"] {
            let (root, storage) = try storage { $0.file("overlay-layers/layers.json", text) }
            defer { withExtendedLifetime(root) {} }
            #expect(throws: RegistryError.self) { try storage.images() }
        }
    }

    @Test(
        "an image is opened with what upper layers hide",
        .enabled(if: geteuid() == 0, "devices and the overlay's attributes are root's"))
    func opened() throws {
        let long = String(repeating: "a", count: 120)
        let (root, storage) = try storage { root in
            #expect(mknod("\(root.path)/overlay/high/diff/etc/gone", S_IFCHR, 0) == 0)
            symlink("/etc/os-release", "\(root.path)/overlay/high/diff/etc/link")
            root.file("overlay/high/diff/opt/\(long)/\(long)", "far")
            link("\(root.path)/overlay/high/diff/etc/os-release", "\(root.path)/overlay/high/diff/etc/same")
        }
        defer { withExtendedLifetime(root) {} }
        // What makes a directory opaque needs a file system that keeps such attributes.
        let isOpaque =
            setxattr("\(root.path)/overlay/high/diff/opt/old", "trusted.overlay.opaque", "y", 1, 0) == 0
        for name in ["quay.io/team/app:1", "sha256:aa", "0123456789ab"] {
            let image = try storage.image(name)
            #expect(image.layerCount == 2)
            let unpacked = try UnpackedImage(image)
            defer { unpacked.remove() }
            let host = unpacked.host
            #expect(try host.read("/etc/os-release", limit: 100) == Array("ID=high\n".utf8))
            #expect(try host.read("/etc/same", limit: 100) == Array("ID=high\n".utf8))
            #expect(try host.read("/etc/link", limit: 100) == Array("ID=high\n".utf8))
            #expect(try host.read(HostPath("/opt/\(long)/\(long)"), limit: 100) == Array("far".utf8))
            #expect(!host.exists("/etc/gone"))
            #expect(host.exists("/opt/old/new"))
            #expect(host.exists("/opt/old/file") != isOpaque)
        }
        #expect(throws: RegistryError.self) { try storage.image("quay.io/team/other:1") }
    }

    @Test("what is mounted runs, and so does what containerd has a process for")
    func running() throws {
        let (root, storage) = try storage { root in
            root.file("mountinfo", "36 35 0:1 / \(root.path)/overlay/own/merged rw - overlay overlay rw\n")
            root.file("tasks/k8s.io/one/init.pid", "\(getpid())")
            root.file(
                "tasks/k8s.io/one/config.json",
                """
                {"root": {"path": "rootfs"}, "annotations": {"io.kubernetes.cri.container-type": "container",
                 "io.kubernetes.cri.container-name": "db", "io.kubernetes.cri.image-name": "docker.io/library/db:1",
                 "io.kubernetes.cri.sandbox-name": "db-0", "io.kubernetes.cri.sandbox-namespace": "shop"}}
                """)
            root.file("tasks/k8s.io/pause/init.pid", "\(getpid())")
            root.file(
                "tasks/k8s.io/pause/config.json",
                #"{"annotations": {"io.kubernetes.cri.container-type": "sandbox"}}"#)
            root.file("tasks/k8s.io/dead/init.pid", "999999999")
            root.file("tasks/k8s.io/dead/config.json", "{}")
        }
        defer { withExtendedLifetime(root) {} }
        let all = try RunningContainer.all(
            storage: storage, tasks: "\(root.path)/tasks", mounts: "\(root.path)/mountinfo")
        #expect(all.map(\.id) == ["one", "c1"])
        #expect(all.map(\.name) == ["db", "web"])
        #expect(all.map { $0.pod?.name } == ["db-0", "web-1"])
        #expect(all.map { $0.pod?.namespace } == ["shop", "shop"])
        #expect(all.map(\.image) == ["docker.io/library/db:1", "quay.io/team/app:1"])
        #expect(
            all.map(\.root) == ["\(root.path)/tasks/k8s.io/one/rootfs", "\(root.path)/overlay/own/merged"])
        #expect(all.last?.imageID == "0123456789abcdef")
    }

    @Test("storage.conf says where it is, and another driver is refused")
    func settings() throws {
        let root = try ScratchRoot()
        root.file(
            "storage.conf",
            "[storage]\ndriver = \"overlay\"\ngraphroot = \"/srv/storage\" # x\n[storage.options]\ngraphroot=\"/no\"\n"
        )
        #expect(try ContainerStorage.standard(file: "\(root.path)/storage.conf").directory == "/srv/storage")
        #expect(
            try ContainerStorage.standard(file: "\(root.path)/none").directory
                == "/var/lib/containers/storage")
        root.file("storage.conf", "[storage]\ndriver = \"vfs\"\n")
        #expect(throws: RegistryError.self) {
            try ContainerStorage.standard(file: "\(root.path)/storage.conf")
        }
    }
}
