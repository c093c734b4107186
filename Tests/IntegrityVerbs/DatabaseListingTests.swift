import Bytes
import FileIntegrity
import IntegrityVerbs
import ScratchRoots
import Testing

@Suite("The entries of a database")
struct DatabaseListingTests {
    let scratch: ScratchRoot

    init() throws {
        scratch = try ScratchRoot()
        scratch.file(
            "db",
            """
            @@begin_db
            @@db_spec name lname perm uid gid size sha256 attr
            /etc 0 40755 0 0 0 0 28
            /etc/passwd 0 100644 0 42 12 FisLMvAkgtWsoKfJPdA86sOs1+QQpfGPP7mQ/JWK4N8= 1073741884
            /lib usr/lib 120777 0 0 7 0 62
            @@end_db

            """)
    }

    func text(_ form: DatabaseListing.Form, limit: String? = nil) throws -> (String, Int) {
        var bytes: [UInt8] = []
        let listing = try DatabaseListing(
            .file(scratch.path + "/db"), dialect: .v0_18, limit: limit)
        let count = try listing.write(form, yaml: { $0.text }, to: { bytes += $0 })
        return (String(decoding: bytes, as: UTF8.self), count)
    }

    @Test("a table has permissions, owners, size, path and where a link leads")
    func table() throws {
        let (table, count) = try text(.table)
        #expect(count == 3)
        #expect(
            table.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") } == [
                "PERMISSIONS UID GID SIZE PATH", "drwxr-xr-x 0 0 - /etc", "-rw-r--r-- 0 42 12 /etc/passwd",
                "lrwxrwxrwx 0 0 7 /lib -> usr/lib",
            ])
    }

    @Test("JSON is one document, and ndjson one a line, with the same entries")
    func documents() throws {
        let whole = try #require(JSON(parsing: Array(text(.json).0.utf8)).array)
        let lines = try text(.ndjson).0.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
        #expect(whole == lines)
        #expect(whole[1]["path"]?.string == "/etc/passwd")
        #expect(whole[1]["attributes"]?["size"]?.string == "12")
        #expect(whole[1]["attributes"]?["sha256"]?.string?.hasPrefix("FisL") == true)
    }

    @Test("a limit picks entries, and none is an empty list")
    func limits() throws {
        #expect(try text(.ndjson, limit: "/etc/").1 == 1)
        #expect(try text(.json, limit: "/nothing").0 == "[]\n")
        #expect(throws: (any Error).self) { try text(.table, limit: "(") }
    }

    @Test("a database that is cut off is an error, not a short list")
    func damaged() throws {
        scratch.file("db", "@@begin_db\n@@db_spec name perm attr\n/etc 40755 4\n")
        #expect(throws: DatabaseError.self) { try text(.table) }
    }
}
