import Glibc
import Host
import ScratchRoots
import Testing

@testable import OVAL

/// The packages of real databases, against `oscap` with RPM's own library.
///
/// `MARTLET_RPM_DATABASES` names a directory with `mariner2.sqlite`, `sle15.ndb` and `libuuid.bdb`. Where RPM
/// is not the host's own, its library needs `RPM_CONFIGDIR`, and a home with `%_dbpath /var/lib/rpm` in
/// `.rpmmacros`.
@Suite(
    .enabled(
        if: PeerRun.isInstalled && getenv("MARTLET_RPM_DATABASES") != nil,
        "MARTLET_RPM_DATABASES names no directory of databases"))
struct RPMDifferentialTests {
    private func root(_ file: String, as name: String) throws -> ScratchRoot {
        let directory = try #require(getenv("MARTLET_RPM_DATABASES").map { String(cString: $0) })
        let root = try ScratchRoot()
        let bytes = try Host(root: directory).read(HostPath("/" + file), limit: 1 << 28)
        root.file("var/lib/rpm/" + name, bytes: bytes)
        return root
    }

    @Test("every package of a database is the same for both")
    func packages() throws {
        let root = try self.root("mariner2.sqlite", as: "rpmdb.sqlite")
        defer { withExtendedLifetime(root) {} }
        let run = try PeerRun(
            [
                .init("l", "rpminfo", #"<F:name operation="pattern match">.*</F:name>"#),
                .init("l", "rpminfo", "<F:name>none</F:name>"),
            ], root: root.path)
        let count = try run.ours(0).items.count
        #expect(count > 10)
        try run.expectSame()
    }

    /// The peer's library is mostly built without these forms, so only ours is asked.
    @Test(
        "databases of the older forms are read too",
        arguments: [("sle15.ndb", "Packages.db", "libz1"), ("libuuid.bdb", "Packages", "libuuid")])
    func olderForms(file: String, name: String, package: String) throws {
        let root = try self.root(file, as: name)
        let collector = Collector(host: try Host(root: root.path))
        let found = collector.collect(try query("rpminfo_object", ["name": package]))
        let keys = values("signature_keyid", of: found)
        #expect(keys.count == 1 && keys.allSatisfy { $0.utf8.count == 16 }, "\(found?.messages ?? [])")
    }
}
