import Fuzzing
import Glibc
import Host
import ImageFixtures
import ScratchRoots
import Testing

@testable import Images

@Suite("Mutants of images")
struct ImageFuzzTests {
    private static func archive() -> [UInt8] {
        var tar = TarBuilder()
        tar.add("etc/", type: "5")
        tar.add("etc/passwd", content: Array("root".utf8))
        tar.extend([("path", Array("etc/long".utf8)), ("SCHILY.xattr.user.x", [1, 2])])
        tar.add("etc/other", content: [1, 2, 3])
        tar.add("link", type: "2", link: "../../etc")
        tar.add("link/through", content: [4])
        tar.add("hard", type: "1", link: "etc/passwd")
        tar.add("etc/.wh.passwd")
        tar.add("dev/null", type: "3", major: 1, minor: 3)
        return tar.archive
    }

    @Test("an archive is read within its bytes, or is an error", .timeLimit(.minutes(15)))
    func archives() throws {
        let tokens = ["../", "\0", "ustar\0", "path=", "7777777", "\u{80}", "GNU.sparse.major=1\n", "/"]
        var read = 0
        for mutant in Mutants(of: [Self.archive()], tokens: tokens, count: 4000) {
            var reader = TarReader(BytePieces(mutant.bytes, step: 700), name: "mutant")
            do {
                while let entry = try reader.next() {
                    read += 1
                    var count = 0
                    try reader.forEachPiece { count += $0.count }
                    #expect(count == entry.size && count <= mutant.bytes.count, "\(mutant)")
                }
            } catch { #expect(!error.description.isEmpty) }
        }
        #expect(read > 1000)
    }

    @Test("a mutant's layer never writes beside its root", .timeLimit(.minutes(15)))
    func layers() throws {
        let scratch = try ScratchRoot()
        scratch.file("canary", "here")
        let tokens = ["../", "..", "/../canary", "./", ".wh.", ".wh..wh..opq", "\0"]
        for mutant in Mutants(of: [Self.archive()], tokens: tokens, count: 1500) {
            scratch.file("layer", bytes: mutant.bytes)
            scratch.directory("root")
            let root = OpenFile(open(scratch.path + "/root", O_RDONLY | O_DIRECTORY | O_CLOEXEC))
            let region = try ImageFiles(path: scratch.path).region("layer")
            let layer = Layer(region: try #require(region), digest: nil, diffID: nil)
            let unpacker = LayerUnpacker(root: root, limits: ImageLimits())
            do { try unpacker.apply(layer) } catch { #expect(!error.description.isEmpty) }
            FileTree.remove(scratch.path + "/root")
            let left = try Host(root: scratch.path).entries(of: "/").map(\.description)
            #expect(left == ["canary", "layer"], "\(mutant)")
        }
    }

    @Test("mutants of a layout's documents are an error or an image", .timeLimit(.minutes(15)))
    func documents() throws {
        let sound = LayoutBuilder(layers: [TarBuilder.files([("a", "b")])])
        let tokens = ["null", "[]", "{}", "-1", "1e400", "\"../../etc/passwd\"", "manifests", "sha256:"]
        let root = try ScratchRoot()
        sound.write(to: root)
        for mutant in Mutants(of: [sound.files["index.json"] ?? []], tokens: tokens, count: 1500) {
            root.file("index.json", bytes: mutant.bytes)
            switch Self.image(root.path) {
            case .success(let image): #expect(image.layerCount == 1, "\(mutant)")
            case .failure(let error): #expect(error.place.contains(root.path), "\(error)")
            }
        }
        let docker = LayoutBuilder.docker(layers: [TarBuilder.files([("a", "b")])])
        for mutant in Mutants(of: [docker.files["manifest.json"] ?? []], tokens: tokens, count: 500) {
            var builder = docker
            builder.replace("manifest.json", mutant.bytes)
            root.file("docker.tar", bytes: builder.archive)
            switch Self.image("\(root.path)/docker.tar") {
            case .success(let image): #expect(image.layerCount <= 4, "\(mutant)")
            case .failure(let error): #expect(!error.description.isEmpty)
            }
        }
    }

    private static func image(_ path: String) -> Result<Image, ImageError> {
        do throws(ImageError) { return .success(try Image(path)) } catch { return .failure(error) }
    }

    @Test("mutants of packed layers are an error or the layer", .timeLimit(.minutes(15)))
    func packings() throws {
        let archive = Self.archive()
        let root = try ScratchRoot()
        let corpus = LayoutBuilder.Packing.allCases.map { LayoutBuilder.pack(archive, $0) }
        for mutant in Mutants(of: corpus, count: 2000) {
            root.file("layer", bytes: mutant.bytes)
            let region = try ImageFiles(path: root.path).region("layer")
            let layer = Layer(region: try #require(region), digest: nil, diffID: ContentDigest.of(archive))
            let pieces = LayerPieces(layer, limits: ImageLimits())
            do {
                try pieces.finish()
                #expect(pieces.count == archive.count)
            } catch { #expect(!error.description.isEmpty) }
        }
    }
}
