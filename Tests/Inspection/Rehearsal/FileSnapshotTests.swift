import Glibc
import ScratchRoots
import Testing

@testable import Rehearsal

@Suite struct FileSnapshotTests {
    private let folder: String

    init() throws {
        var template = Array("/tmp/martlet-snapshot-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    @Test("files come back as they were: contents, permissions, times, links; what is new goes")
    func restores() throws {
        try FileCopy.write(Array("before".utf8), to: folder + "/file", mode: 0o640)
        symlink("file", folder + "/link")
        mkdir(folder + "/directory", 0o700)
        try FileCopy.write([1], to: folder + "/directory/inner", mode: 0o600)
        let before = try states()
        let paths = ["/file", "/link", "/directory", "/directory/inner", "/new", "/new/inner"]
        _ = try FileSnapshot(of: paths, root: folder, in: folder + "/kept")

        unlink(folder + "/file")
        try FileCopy.write(Array("after, and longer".utf8), to: folder + "/file", mode: 0o666)
        unlink(folder + "/link")
        unlink(folder + "/directory/inner")
        rmdir(folder + "/directory")
        mkdir(folder + "/new", 0o755)
        try FileCopy.write([2], to: folder + "/new/inner", mode: 0o600)

        // Another process brings them back.
        let snapshot = try FileSnapshot(directory: folder + "/kept")
        try snapshot.restore()
        #expect(try states() == before)
        #expect(access(folder + "/new", F_OK) != 0)
        snapshot.remove()
        #expect(access(folder + "/kept", F_OK) != 0)
    }

    @Test(
        "a journal that is damaged restores nothing",
        arguments: [
            "", "{", "[]", #"{"root":"","entries":[{"path":"../etc/passwd"}]}"#,
            #"{"root":"","entries":[{"path":"/x","was":{"mode":"a"}}]}"#,
        ])
    func damaged(journal: String) throws {
        mkdir(folder + "/kept", 0o700)
        try FileCopy.write(Array(journal.utf8), to: folder + "/kept/journal.json", mode: 0o600)
        #expect(throws: (any Error).self) { try FileSnapshot(directory: folder + "/kept") }
    }

    private func states() throws -> [FileState?] {
        try ["/file", "/link", "/directory", "/directory/inner"].map { try FileState(path: folder + $0) }
    }
}
