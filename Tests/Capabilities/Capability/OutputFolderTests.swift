import Capability
import TemporaryFolders
import Testing

@Suite("A folder that a command writes to")
struct OutputFolderTests {
    private let folder = TemporaryFolder()

    @Test("it is made with those above it, and a file in it is whole")
    func writes() throws {
        let deep = try OutputFolder(path: "\(folder.path)/a/b/").folder("c")
        #expect(try deep.write("x.xml", Array("text".utf8)) == "\(folder.path)/a/b/c/x.xml")
        #expect(folder.read("a/b/c/x.xml") == "text")
        #expect(try OutputFolder(path: "\(folder.path)/a").path == "\(folder.path)/a")
    }

    @Test(
        "a name that would lead out of it is refused",
        arguments: [
            "", ".", "..", "../x", "a/b", "/etc/x", ".hidden", "a\nb", "a\u{0}",
            String(repeating: "a", count: 300),
        ])
    func refuses(name: String) throws {
        let output = try OutputFolder(path: folder.path)
        #expect(throws: CommandFailure.self) { try output.write(name, []) }
        #expect(throws: CommandFailure.self) { try output.folder(name) }
    }

    @Test("a file where a folder should be, and a place that cannot be written to, are named")
    func noFolder() {
        let file = folder.write("file", "")
        for path in [file, "\(file)/below", "/proc/nowhere/x"] {
            let failure = #expect(throws: CommandFailure.self) { try OutputFolder(path: path) }
            #expect(failure?.description.hasPrefix("\(path): ") == true)
        }
    }
}
