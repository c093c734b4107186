import Foundation
import Testing

@Suite(
    "Called by a peer's name, the program speaks that peer's command line",
    .enabled(if: MartletProcess.binary != nil, "martlet is not built"))
struct PeerProgramTests {
    private let folder = TemporaryFolder.path()
    private let martlet = Command(path: MartletProcess.binary ?? "")

    @Test("a link named aide initialises a database and finds what changed")
    func aide() async throws {
        try FileManager.default.createDirectory(atPath: "\(folder)/tree", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let link = "\(folder)/aide"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: martlet.path)
        try "one".write(toFile: "\(folder)/tree/kept", atomically: true, encoding: .utf8)
        try """
        database_in=file:\(folder)/db
        database_out=file:\(folder)/db
        \(folder)/tree p+sha256
        """.write(toFile: "\(folder)/aide.conf", atomically: true, encoding: .utf8)
        let aide = Command(path: link)
        #expect(try await aide.run(["-c", "\(folder)/aide.conf", "--init"]).status == 0)
        #expect(try await aide.run(["-c", "\(folder)/aide.conf", "--check"]).status == 0)
        try "two".write(toFile: "\(folder)/tree/kept", atomically: true, encoding: .utf8)
        try "new".write(toFile: "\(folder)/tree/added", atomically: true, encoding: .utf8)
        let found = try await martlet.run(["aide", "-c", "\(folder)/aide.conf", "--check"])
        #expect(found.status == 1 + 4, "\(found)")
        #expect(found.output.contains("f++++++++++++++++") && found.output.contains("\(folder)/tree/added"))
        #expect(found.output.contains("Changed entries:\t\t1"), "\(found)")
    }

    @Test("an AIDE that never was is refused")
    func unknownDialect() async throws {
        let outcome = try await Command(path: "/usr/bin/env").run([
            "MARTLET_AIDE_DIALECT=0.99", martlet.path, "aide", "--version",
        ])
        #expect(outcome.status == 15 && outcome.error.contains("0.16, 0.18, 0.19"), "\(outcome)")
    }
}
