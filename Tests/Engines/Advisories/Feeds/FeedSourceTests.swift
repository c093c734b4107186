import Advisories
import Processes
import TemporaryFolders
import Testing

@Suite("Where feeds are")
struct FeedSourceTests {
    private static func run(_ command: String, _ arguments: [String]) {
        let environment = ["PATH": "/usr/bin:/bin"]
        let child = ChildProcess(
            command: command, arguments: arguments, environment: environment, outputLimit: 1 << 20,
            patience: .seconds(60))
        if case .exited(0, _, _) = child.run() { return }
        Issue.record("\(command) \(arguments) failed")
    }

    /// A folder with files, a packed one, a link and a folder in it.
    private static func folder() -> TemporaryFolder {
        let folder = TemporaryFolder()
        run("mkdir", ["-p", "\(folder.path)/feed/inner"])
        folder.write("feed/b.json", #"{"id":"B"}"#)
        folder.write("feed/a.json", #"{"id":"A"}"#)
        folder.write("feed/note.txt", "no json")
        folder.write("feed/empty.json", "")
        folder.write("feed/inner/c.json", #"{"id":"C"}"#)
        run("gzip", ["\(folder.path)/feed/inner/c.json"])
        run("ln", ["-s", "/etc", "\(folder.path)/feed/etc"])
        run("ln", ["-s", "a.json", "\(folder.path)/feed/link.json"])
        return folder
    }

    private static func names(_ path: String) throws -> [String] {
        var names: [String] = []
        let source = FeedSource(path: path)
        try source.forEachFile(where: { $0.hasSuffix(".json") }) { file in
            names.append("\(file.name) \(String(decoding: file.bytes, as: UTF8.self))")
        }
        return names
    }

    @Test("a folder's wanted files are given by name, unpacked, and links are not followed")
    func folders() throws {
        let folder = Self.folder()
        #expect(
            try Self.names("\(folder.path)/feed") == [
                #"a.json {"id":"A"}"#, #"b.json {"id":"B"}"#, "empty.json ", #"inner/c.json {"id":"C"}"#,
            ])
    }

    @Test(
        "an archive is unpacked as it is read, however it is packed",
        arguments: ["--gzip", "--xz", "--zstd", "--no-auto-compress"])
    func archives(option: String) throws {
        let folder = Self.folder()
        let archive = "\(folder.path)/feed.tar.x"
        let parts = ["-C", folder.path, "-cf", archive, "./feed/b.json", "feed/a.json", "feed/link.json"]
        Self.run("tar", [option] + parts)
        #expect(try Self.names(archive) == [#"feed/b.json {"id":"B"}"#, #"feed/a.json {"id":"A"}"#])
    }

    @Test("a zip archive's files are given, stored or deflated, with their checksums compared")
    func zip() throws {
        let folder = Self.folder()
        let archive = "\(folder.path)/all.zip"
        let script = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1], "w") as z:
                z.writestr("inner/", "")
                z.writestr("inner/b.json", '{"id":"B"}', zipfile.ZIP_DEFLATED)
                z.writestr("a.json", '{"id":"A"}', zipfile.ZIP_STORED)
                z.writestr("n.txt", "no json")
            """
        Self.run("python3", ["-c", script, archive])
        #expect(try Self.names(archive) == [#"inner/b.json {"id":"B"}"#, #"a.json {"id":"A"}"#])
        let damage = """
            import sys
            b = bytearray(open(sys.argv[1], "rb").read())
            b[b.rindex(b"PK\\1\\2", 0, b.rindex(b"inner/b.json")) + 16] ^= 1
            open(sys.argv[2], "wb").write(b)
            open(sys.argv[3], "wb").write(b[:-30])
            """
        let (wrong, cut) = ("\(folder.path)/wrong.zip", "\(folder.path)/cut.zip")
        Self.run("python3", ["-c", damage, archive, wrong, cut])
        let error = #expect(throws: FeedSourceError.self) { try Self.names(wrong) }
        #expect(error?.description == "\(wrong): inner/b.json: the packed data are damaged")
        let other = #expect(throws: FeedSourceError.self) { try Self.names(cut) }
        #expect(other?.reason == "the archive has no directory")
        Self.run(
            "python3",
            ["-c", "import sys, zipfile; zipfile.ZipFile(sys.argv[1], 'w').writestr('../x', '')", archive])
        #expect(throws: FeedSourceError.self) { try Self.names(archive) }
    }

    @Test("one file is a feed of one file")
    func oneFile() throws {
        let folder = Self.folder()
        #expect(try Self.names("\(folder.path)/feed/inner/c.json.gz") == [#"c.json {"id":"C"}"#])
        #expect(try Self.names("\(folder.path)/feed/a.json") == [#"a.json {"id":"A"}"#])
    }

    @Test("an archive whose names lead out of it, or that is cut off, is refused")
    func hostile() throws {
        let folder = Self.folder()
        let archive = "\(folder.path)/out.tar"
        Self.run(
            "tar", ["-C", folder.path, "-P", "--transform", "s,feed,../..,", "-cf", archive, "feed/a.json"])
        let error = #expect(throws: FeedSourceError.self) { try Self.names(archive) }
        #expect(error?.description == "\(archive): an entry's name leads out of the archive or is no text")
        Self.run("tar", ["-C", folder.path, "-czf", "\(folder.path)/whole.tgz", "feed"])
        Self.run("sh", ["-c", "head -c 200 \(folder.path)/whole.tgz > \(folder.path)/cut.tgz"])
        #expect(throws: FeedSourceError.self) { try Self.names("\(folder.path)/cut.tgz") }
        #expect(throws: FeedSourceError.self) { try Self.names("\(folder.path)/none") }
        #expect(throws: FeedSourceError.self) { try Self.names("/dev/null") }
    }

    @Test("what is larger than the limits is refused, before it is held")
    func limits() throws {
        let folder = TemporaryFolder()
        Self.run("sh", ["-c", "head -c 3000000 /dev/zero | gzip > \(folder.path)/z.json.gz"])
        var limits = FeedSource.Limits()
        limits.fileBytes = 1_000_000
        let error = #expect(throws: FeedSourceError.self) {
            try FeedSource(path: folder.path, limits: limits).forEachFile(where: { _ in true }) { _ in }
        }
        #expect(error?.reason == "is larger than 1000000 bytes")
        limits = FeedSource.Limits()
        limits.files = 0
        #expect(throws: FeedSourceError.self) {
            try FeedSource(path: folder.path, limits: limits).forEachFile(where: { _ in true }) { _ in }
        }
    }

    @Test("an import gives the feed's items in its order, and then why it ended early")
    func imports() throws {
        let folder = Self.folder()
        var ids: [String] = []
        try FeedImport(OSVReader(feed: "f")).run(FeedSource(path: "\(folder.path)/feed")) { item in
            switch item {
            case .advisory(let advisory): ids.append(advisory.id)
            case .quarantined(let row): ids.append(row.description)
            default: break
            }
        }
        #expect(ids.count == 4)
        #expect(ids.prefix(2) == ["A", "B"] && ids.last == "C")
        #expect(throws: FeedSourceError.self) {
            try FeedImport(OSVReader(feed: "f")).run(FeedSource(path: "\(folder.path)/none")) { _ in }
        }
    }
}
