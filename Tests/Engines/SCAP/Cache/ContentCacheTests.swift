import Bytes
import Fuzzing
import Glibc
import OVAL
import SCAP
import Testing
import XCCDF
import XML

@Suite("The cache of content")
struct ContentCacheTests {
    private let directory = TemporaryDirectory()
    private var room: String { directory.path + "/room" }
    private var cache: ContentCache { ContentCache(directory: room) }

    private func stream(_ title: String = "t") -> String {
        collection(
            benchmark: benchmark(
                "<Profile id=\"p\"><title>\(title)</title><select idref=\"r\" selected=\"true\"/></Profile>"
                    + rule("r") + rule("s", definition: 5)))
    }

    private func entries() -> [String] {
        Oscap.lines("ls \(room)").filter { $0.hasSuffix(".flat") }
    }

    /// Removes what the directory does not know of.
    private func clean() { _ = Oscap.lines("rm -r \(room)") }

    /// Makes a file old enough to be known by its times.
    private func wait() { sleep(3) }

    private func results(_ content: Content) throws -> String {
        Shape.of(
            try content.scan(.all, collector: Collector(probes: [UnixFamily()]), clock: { 0 }).results)
    }

    @Test("content from the cache is the content that was read, in every part")
    func same() throws {
        defer { clean() }
        let path = directory.write("c.xml", stream())
        let options: [ContentOptions] = [.all, .scan, .catalogue, [.checks]]
        for choice in options {
            let plain = try Content(path: path, options: choice)
            _ = try Content(path: path, options: choice, cache: cache)
            let kept = try Content(path: path, options: choice, cache: cache)
            #expect(Shape.of(kept.benchmark) == Shape.of(plain.benchmark))
            #expect(kept.notes == plain.notes && kept.checkFiles == plain.checkFiles)
            #expect(try results(kept) == results(plain))
        }
        #expect(entries().count == options.count)
        let summary = try ContentSummary(path: path)
        _ = try ContentSummary(path: path, cache: cache)
        #expect(Shape.of(try ContentSummary(path: path, cache: cache)) == Shape.of(summary))
    }

    @Test("another content under the same name and of the same size is not mistaken for the first")
    func changed() throws {
        defer { clean() }
        let path = directory.write("c.xml", stream("first"))
        _ = try Content(path: path, cache: cache)
        directory.overwrite("c.xml", Array(stream("other").utf8))
        #expect(try Content(path: path, cache: cache).benchmark.profiles[0].title == "other")
        #expect(try Content(path: path, cache: cache).benchmark.profiles[0].title == "other")
        wait()
        #expect(try Content(path: path, cache: cache).benchmark.profiles[0].title == "other")
        #expect(try Content(path: path, cache: cache).benchmark.profiles[0].title == "other")
        directory.overwrite("c.xml", Array(stream("third").utf8))
        #expect(try Content(path: path, cache: cache).benchmark.profiles[0].title == "third")
    }

    @Test("an entry that is damaged anywhere is passed over and written anew")
    func damaged() throws {
        defer { clean() }
        let path = directory.write("c.xml", stream())
        let plain = try results(try Content(path: path))
        _ = try Content(path: path, cache: cache)
        let entry = try #require(entries().first)
        let sound = try #require(bytes(of: "\(room)/\(entry)"))
        for mutant in Mutants(of: [sound], count: 300) {
            directory.overwrite("room/\(entry)", mutant.bytes)
            #expect(try results(try Content(path: path, cache: cache)) == plain, "\(mutant.seed)")
        }
        _ = try Content(path: path, cache: cache)
        // What was made is the same; when and of which file it was made stands behind it.
        let written = try #require(bytes(of: "\(room)/\(entry)"))
        let end = 24 + Int(sound[16]) + Int(sound[17]) << 8 + Int(sound[18]) << 16
        #expect(end < sound.count && written.count >= end)
        #expect(written.prefix(8) == sound.prefix(8) && written[16..<end] == sound[16..<end])
    }

    @Test("a directory or an entry that others may write to is not trusted", arguments: [false, true])
    func foreign(isDirectory: Bool) throws {
        defer { clean() }
        let path = directory.write("c.xml", stream())
        _ = try Content(path: path, cache: cache)
        let entry = try #require(entries().first)
        let target = isDirectory ? room : "\(room)/\(entry)"
        // An entry that names itself shows whether it is used: it is replaced only when it is not.
        let before = inode("\(room)/\(entry)")
        chmod(target, isDirectory ? 0o777 : 0o666)
        _ = try Content(path: path, cache: cache)
        #expect((inode("\(room)/\(entry)") == before) == isDirectory)
        chmod(room, 0o700)
    }

    @Test("a link in the place of the directory or of an entry is not followed")
    func links() throws {
        defer { clean() }
        let path = directory.write("c.xml", stream())
        _ = try Content(path: path, cache: cache)
        let entry = try #require(entries().first)
        rename("\(room)/\(entry)", "\(room)/elsewhere")
        symlink("elsewhere", "\(room)/\(entry)")
        _ = try Content(path: path, cache: cache)
        var status = stat()
        #expect(lstat("\(room)/\(entry)", &status) == 0 && status.st_mode & S_IFMT == S_IFREG)
        #expect(status.st_mode & 0o777 == 0o600)
        directory.link("linked", to: room)
        let linked = ContentCache(directory: directory.path + "/linked")
        let count = entries().count
        _ = try Content(path: path, options: .catalogue, cache: linked)
        #expect(entries().count == count)
    }

    @Test("the oldest entries make room, and what is too large is not kept")
    func bounded() throws {
        defer { clean() }
        let path = directory.write("c.xml", stream())
        let tiny = ContentCache(directory: room, limit: 100)
        #expect(try Content(path: path, cache: tiny).benchmark.rules.count == 2)
        #expect(entries().isEmpty)
        let size = try {
            _ = try Content(path: path, options: [.checks], cache: cache)
            return try #require(bytes(of: "\(room)/\(entries()[0])")).count
        }()
        let small = ContentCache(directory: room, limit: 3 * size)
        for bits in UInt8(1)..<32 where bits & 1 == 1 {
            _ = try Content(path: path, options: ContentOptions(rawValue: bits), cache: small)
        }
        #expect((1...3).contains(entries().count))
    }

    @Test("content that cannot be read is refused in the same words with a cache")
    func refused() throws {
        defer { clean() }
        let path = directory.write("c.xml", stream().replacing("</ds:", with: "</dx:"))
        var sentences: [String] = []
        for cache in [nil, cache, cache] {
            do throws(SCAPError) { _ = try Content(path: path, cache: cache) } catch {
                sentences.append(error.description)
            }
        }
        #expect(sentences.count == 3 && Set(sentences).count == 1)
    }

    @Test(
        "a real data stream from the cache is the one that was read, to the last part",
        .enabled(if: Oscap.content != nil, "no content is installed; set MARTLET_SCAP_CONTENT"))
    func real() throws {
        defer { clean() }
        let path = try #require(Oscap.content)
        let plain = try Content(path: path, options: .all)
        _ = try Content(path: path, options: .all, cache: cache)
        let kept = try Content(path: path, options: .all, cache: cache)
        #expect(Shape.of(kept.benchmark) == Shape.of(plain.benchmark))
        for rule in plain.benchmark.rules {
            #expect(kept.instructions(for: rule) == plain.instructions(for: rule))
        }
        #expect(try results(kept) == results(plain))
    }

    @Test(
        "each OVAL part of real content is the same laid flat",
        .enabled(if: Oscap.content != nil, "no content is installed; set MARTLET_SCAP_CONTENT"))
    func flatDefinitions() throws {
        let content = try Content(path: try #require(Oscap.content))
        for href in content.checkFiles {
            let read = try Definitions(reading: XMLReader(content.source(of: href)))
            var writer = FlatWriter()
            read.write(flat: &writer)
            var reader = FlatReader(FlatRegion(writer.bytes))
            let flat = try Definitions(flat: &reader, file: read.file)
            #expect(flat.order == read.order && flat.schemaVersion == read.schemaVersion)
            #expect(flat.testOrder == read.testOrder && flat.objectOrder == read.objectOrder)
            Self.compare(flat.definitions, read.definitions)
            Self.compare(flat.tests, read.tests)
            Self.compare(flat.objects, read.objects)
            Self.compare(flat.states, read.states)
            Self.compare(flat.variables, read.variables)
        }
    }

    private static func compare<Part>(_ flat: Parts<Part>, _ read: Parts<Part>) {
        #expect(flat.count == read.count && flat.values.count == read.count)
        for id in read.keys { #expect(flat[id].map(Shape.of) == read[id].map(Shape.of), "\(id)") }
    }

    private func bytes(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 24)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes[..<count])
    }

    private func inode(_ path: String) -> UInt {
        var status = stat()
        return stat(path, &status) == 0 ? UInt(status.st_ino) : 0
    }
}
