import Foundation
import Glibc
import TemporaryFolders
import Testing

@testable import Files

@Suite struct PlacedFileTests {
    private let folder = TemporaryFolder()

    private func path(_ name: String) -> String { folder.path + "/" + name }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test("the old bytes stay until the new ones are whole, and nothing is left beside")
    func replaces() throws {
        let path = path("a")
        try PlacedFile.write(Array("old".utf8), to: path)
        let file = try PlacedFile(path)
        try file.append(Array("ne".utf8))
        #expect(try SmallFile.read(path, limit: 1 << 20) == Array("old".utf8))
        try file.append(Array("w".utf8)[...])
        try file.place()
        #expect(try SmallFile.read(path, limit: 1 << 20) == Array("new".utf8))
        #expect(try names() == ["a"])
    }

    @Test("a file that is given up leaves nothing")
    func givesUp() throws {
        let path = path("a")
        do {
            let file = try PlacedFile(path)
            try file.append(Array("half".utf8))
            #expect(try names() == ["a.\(getpid()).new"])
        }
        #expect(try names().isEmpty)
    }

    @Test("what a killed process left beside does not stand in the way, and a link there is not followed")
    func leftover() throws {
        let path = path("a")
        let victim = self.path("victim")
        try PlacedFile.write(Array("kept".utf8), to: victim)
        #expect(symlink(victim, "\(path).new") == 0)
        try PlacedFile.write(Array("new".utf8), to: path, mode: 0o640, isOnlyWriter: true)
        #expect(try SmallFile.read(victim, limit: 1 << 20) == Array("kept".utf8))
        #expect(try names() == ["a", "victim"])
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o640)
    }

    @Test("a pipe is written to directly")
    func pipe() throws {
        let path = path("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        let reader = open(path, O_RDWR | O_CLOEXEC)
        defer { close(reader) }
        try PlacedFile.write(Array("x".utf8), to: path)
        var byte: UInt8 = 0
        #expect(read(reader, &byte, 1) == 1 && byte == UInt8(ascii: "x"))
        #expect(try names() == ["pipe"])
    }

    @Test("errors name the file and what was being done")
    func failures() throws {
        let missing = path("none/a")
        #expect {
            try PlacedFile.write([], to: missing)
        } throws: { error in
            "\(error)" == "\(missing): cannot be opened: No such file or directory"
        }
        #expect(try SmallFile.read(missing, limit: 1 << 20) == nil)
        let large = path("large")
        try PlacedFile.write([UInt8](repeating: 0, count: (1 << 20) + 1), to: large)
        #expect {
            try SmallFile.read(large, limit: 1 << 20)
        } throws: { error in
            "\(error)" == "\(large): is larger than 1 MiB"
        }
        #expect {
            try SmallFile.read(path(""), limit: 1 << 20)
        } throws: { error in
            (error as? FileFailure)?.code == EISDIR
        }
    }

    @Test("private directories have names of their own and are closed to others")
    func directories() throws {
        let parent = folder.path
        let one = try PrivateDirectory.make("x-", in: parent)
        let two = try PrivateDirectory.make("x-", in: parent)
        #expect(one != two && one.hasPrefix("\(parent)/x-"))
        let mode = try FileManager.default.attributesOfItem(atPath: one)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }
}
