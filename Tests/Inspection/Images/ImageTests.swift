import Bytes
import Host
import ImageFixtures
import ScratchRoots
import Testing

@testable import Images

@Suite("Images in files and directories")
struct ImageTests {
    private let base = TarBuilder.files([("etc/os-release", "ID=debian\n"), ("etc/hosts", "x")])
    private let top = TarBuilder.files([("etc/os-release", "ID=app\n")])

    private func identity(_ reference: String) throws -> String? {
        try UnpackedImage(Image(reference)).host.osRelease()["ID"]
    }

    @Test("a layout is read however its layers are packed", arguments: LayoutBuilder.Packing.allCases)
    func packings(packing: LayoutBuilder.Packing) throws {
        let root = try ScratchRoot()
        LayoutBuilder(layers: [base, top], packing: packing).write(to: root)
        #expect(Image.isImage(root.path))
        #expect(try identity(root.path) == "app")
        #expect(try Image(root.path).layerCount == 2)
        #expect(try Image(root.path).digest.hasPrefix("sha256:"))
    }

    @Test("a layout in an archive and a docker archive are read, with or without a name")
    func archives() throws {
        let root = try ScratchRoot()
        root.file("oci.tar", bytes: LayoutBuilder(layers: [base, top], name: "v1").archive)
        root.file("docker.tar", bytes: LayoutBuilder.docker(layers: [base, top]).archive)
        for reference in [
            "oci.tar", "oci.tar:v1", "docker.tar", "docker.tar:v1", "docker.tar:app:v1",
        ] {
            #expect(try identity("\(root.path)/\(reference)") == "app", "\(reference)")
        }
        #expect(try identity("oci-archive:\(root.path)/oci.tar:v1") == "app")
        #expect(Image.isImage("\(root.path)/oci.tar") && Image.isImage("\(root.path)/docker.tar"))
        let error = #expect(throws: ImageError.self) { try Image("\(root.path)/docker.tar:v2") }
        #expect(error?.description.contains("no single image \"v2\"; there are app:v1") == true)
    }

    @Test("of several images one has to be named")
    func names() throws {
        let root = try ScratchRoot()
        var builder = LayoutBuilder(layers: [base], name: "one")
        let other = LayoutBuilder(layers: [base, top], name: "two")
        for (name, bytes) in other.files where name.hasPrefix("blobs/") { builder.replace(name, bytes) }
        let indexes = [builder, other].map { try? JSON(parsing: $0.files["index.json"] ?? []) }
        let manifests = indexes.flatMap { $0?["manifests"]?.array ?? [] }
        let index: JSON = ["schemaVersion": 2, "manifests": .array(manifests)]
        builder.replace("index.json", index.bytes)
        builder.write(to: root)
        #expect(try identity("\(root.path):one") == "debian")
        #expect(try identity("\(root.path):two") == "app")
        #expect(try identity("\(root.path):\(manifests[1]["digest"]?.string ?? "")") == "app")
        let error = #expect(throws: ImageError.self) { try Image(root.path) }
        #expect(error?.description.contains("one") == true && error?.description.contains("two") == true)
    }

    @Test("bytes that are not those of a digest are refused, in documents and in layers")
    func mismatches() throws {
        let sound = LayoutBuilder(layers: [base])
        for name in sound.files.keys where name.hasPrefix("blobs/") {
            let root = try ScratchRoot()
            var builder = sound
            var bytes = sound.files[name] ?? []
            // The size stays, so that only the digest can tell.
            bytes[bytes.count / 2] ^= 1
            builder.replace(name, bytes)
            builder.write(to: root)
            let error = #expect(throws: ImageError.self, "\(name)") { try UnpackedImage(Image(root.path)) }
            #expect(error?.place.contains(name) == true, "\(name): \(String(describing: error))")
        }
        let root = try ScratchRoot()
        var docker = LayoutBuilder.docker(layers: [base])
        docker.replace("0/layer.tar", top)
        root.file("docker.tar", bytes: docker.archive)
        let error = #expect(throws: ImageError.self) { try UnpackedImage(Image("\(root.path)/docker.tar")) }
        #expect(error?.description.contains("and the image says sha256:") == true)
    }

    @Test("a layer that ends early is damaged, wherever it ends", arguments: LayoutBuilder.Packing.allCases)
    func truncated(packing: LayoutBuilder.Packing) throws {
        let packed = LayoutBuilder.pack(base, packing)
        for count in [1, 100, packed.count / 2, packed.count - 1] where count < packed.count {
            let root = try ScratchRoot()
            root.file("layer", bytes: Array(packed[..<count]))
            let region = try ImageFiles(path: root.path).region("layer")
            let layer = Layer(region: try #require(region), digest: nil, diffID: ContentDigest.of(base))
            let pieces = LayerPieces(layer, limits: ImageLimits())
            #expect(throws: ImageError.self, "\(count)") {
                var reader = TarReader(pieces, name: "layer")
                while try reader.next() != nil {}
                try pieces.finish()
            }
        }
    }

    @Test("what is no image says so, and a missing part is named")
    func otherThings() throws {
        let root = try ScratchRoot()
        root.file(
            "text", "just text, and enough of it to fill a block: " + String(repeating: "x", count: 600))
        root.file("empty", "")
        root.directory("plain")
        root.fifo("pipe")
        for name in ["text", "empty", "plain", "pipe", "absent"] {
            let error = #expect(throws: ImageError.self) { try Image("\(root.path)/\(name)") }
            guard case .notAnImage = error?.problem else {
                Issue.record("\(name): \(String(describing: error))")
                continue
            }
            #expect(!Image.isImage("\(root.path)/\(name)"))
        }
        var builder = LayoutBuilder(layers: [base])
        let layer = builder.layerName
        builder.replace(layer, nil)
        let broken = try ScratchRoot()
        builder.write(to: broken)
        let error = #expect(throws: ImageError.self) { try Image(broken.path) }
        #expect(error?.description.contains("there is no \(layer)") == true)
    }

    @Test("a blob that is a link out of the layout is not followed there")
    func linkedBlob() throws {
        let outside = try ScratchRoot()
        var builder = LayoutBuilder(layers: [base])
        let layer = builder.layerName
        outside.file("layer", bytes: builder.files[layer] ?? [])
        builder.replace(layer, nil)
        let root = try ScratchRoot()
        builder.write(to: root)
        root.link(layer, to: outside.path + "/layer")
        #expect(throws: ImageError.self) { try Image(root.path) }
    }

    @Test("a digest is an algorithm and its hexadecimal digits, and nothing else names a blob")
    func digests() {
        let hex = String(repeating: "a1", count: 32)
        #expect(ContentDigest("sha256:\(hex)")?.hex == hex)
        #expect(ContentDigest("sha512:\(hex)\(hex)") != nil)
        for text in [
            "", "sha256:", "sha256:../../etc/passwd", "sha256:\(hex)0", "md5:\(hex)", hex.uppercased(),
        ] {
            #expect(ContentDigest(text) == nil, "\(text)")
        }
    }
}
