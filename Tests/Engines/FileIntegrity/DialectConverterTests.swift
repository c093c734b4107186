import Host
import Testing

@testable import FileIntegrity

@Suite("Configurations of older versions for newer ones")
struct DialectConverterTests {
    func convert(_ text: String, _ old: Dialect, _ new: Dialect) throws -> (String, [String]) {
        let result = try DialectConverter(from: old, to: new).convert(Array(text.utf8), named: "aide.conf")
        return (String(decoding: result.bytes, as: UTF8.self), result.notes.map(\.message))
    }

    // The lines are those of the File Integrity Operator's template for 0.16.
    @Test("a template of 0.16 is one of 0.18 afterwards")
    func oldTemplate() throws {
        let (text, notes) = try convert(
            """
            # comment
            @@define DBDIR /hostroot/etc/kubernetes
            database=file:@@{DBDIR}/aide.db.gz
            database_out=file:@@{DBDIR}/aide.db.gz
            gzip_dbout=yes
            verbose=5
            PERMS = p+u+g+acl+selinux+xattrs
            CONTENT_EX = sha512+ftype+p+u+g+n+acl+selinux+xattrs
            @@ifdef DBDIR
            /hostroot/boot/        CONTENT_EX
            @@endif
            !/hostroot/root/\\..*
            /log f,d S+PERMS

            """, .v0_16, .v0_18)
        #expect(
            text == """
                # comment
                @@define DBDIR /hostroot/etc/kubernetes
                database_in=file:@@{DBDIR}/aide.db.gz
                database_out=file:@@{DBDIR}/aide.db.gz
                gzip_dbout=yes
                report_level=changed_attributes
                PERMS = p+u+g+acl+selinux+xattrs
                CONTENTEX = sha512+ftype+p+u+g+n+acl+selinux+xattrs
                @@if defined DBDIR
                /hostroot/boot/ CONTENTEX
                @@endif
                !/hostroot/root/\\..*
                /log f,d growing+s+PERMS

                """)
        #expect(notes == ["'verbose' became 'report_level=changed_attributes'"])
        var reader = ConfigurationReader(dialect: .v0_18, files: .none)
        try reader.read(Array(text.utf8), named: "c")
        #expect(reader.configuration.notes.isEmpty)
    }

    @Test("what 0.18 kept out, 0.19 keeps out, and lost digests are told")
    func newest() throws {
        let (text, notes) = try convert(
            "!/a\n!/b d\nMine=R+tiger+sha256\n=/c$ tiger\n", .v0_18, .v0_19)
        #expect(text == "-/a\n!/b d\nMine = R+sha256\n=/c$ E\n")
        #expect(notes.count == 3)
        let rules = { (dialect: Dialect, text: String) throws in
            var reader = ConfigurationReader(dialect: dialect, files: .none)
            try reader.read(Array((text + "/ p\n").utf8), named: "c")
            return reader.configuration.rules
        }
        for path in ["/a", "/a/b/c", "/b", "/b/c", "/x"] {
            let before = try rules(.v0_18, "!/a\n!/b d\n").match(Array(path.utf8), .directory)
            let after = try rules(.v0_19, "-/a\n!/b d\n").match(Array(path.utf8), .directory)
            #expect(before.isTaken == after.isTaken, "\(path)")
        }
    }

    @Test("a line that is not of the old language is refused with its number")
    func refused() {
        #expect(throws: ConfigurationError.self) { try convert("/a p\nfoo=1\n", .v0_16, .v0_18) }
    }
}
