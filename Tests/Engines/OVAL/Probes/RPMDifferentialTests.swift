import Glibc
import Host
import ScratchRoots
import Testing

@testable import OVAL

/// The packages of real databases, against `oscap` with RPM's own library.
@Suite(
    .enabled(
        if: PeerRun.isInstalled && getenv("MARTLET_RPM_DATABASES") != nil,
        "MARTLET_RPM_DATABASES names no directory of databases"))
struct RPMDifferentialTests {
    @Test(
        "every package of a database is the same for both",
        arguments: [("sle15.ndb", "Packages.db"), ("mariner2.sqlite", "rpmdb.sqlite")])
    func packages(file: String, name: String) throws {
        let directory = try #require(getenv("MARTLET_RPM_DATABASES").map { String(cString: $0) })
        let root = try ScratchRoot()
        let bytes = try Host(root: directory).read(HostPath("/" + file), limit: 1 << 28)
        root.file("var/lib/rpm/" + name, bytes: bytes)
        let run = try PeerRun(
            [
                .init("l", "rpminfo", #"<F:name operation="pattern match">.*</F:name>"#),
                .init("l", "rpminfo", "<F:name>none</F:name>"),
            ], root: root.path)
        #expect(try run.ours(0).items.count > 10)
        try run.expectSame()
    }
}
