import Fuzzing
import Testing

@testable import FileIntegrity

@Suite("Mutants of configurations and databases")
struct FileIntegrityFuzzTests {
    @Test("a configuration is read or refused at a line that it has", .timeLimit(.minutes(15)))
    func configurations() {
        let corpus = [
            """
            @@define TOP /srv
            database_in=file:/var/lib/aide.db
            report_level=summary
            @@if defined TOP
            Mine = R+sha256-c
            @@else
            @@undef TOP
            @@endif
            /etc/.*\\\\.conf$ f,d Mine
            !/@@{TOP}/x\\ y d
            =/root$ p+i
            @@include /inc .* /host

            """
        ]
        let tokens = [
            "@@", "@@{", "}", "=", "\\", "\n", "\r\n", "@@endif", "@@else\n", "@@if not not defined X\n", "/",
            "!", "-/",
            "0", ",", "+", "num_workers=9999999999999999999\n", "@@include /inc .* /", "(", "\0", "\u{FF}",
        ]
        for dialect in Dialect.allCases {
            for mutant in Mutants(of: corpus, tokens: tokens, count: 2000) {
                var reader = ConfigurationReader(
                    dialect: dialect, files: .of(["/inc/a": "/z p\n", "/inc/b": "@@include /inc .* /q\n"]))
                do { try reader.read(mutant.bytes, named: "c") } catch {
                    let lines = mutant.bytes.count { $0 == 0x0A } + 1
                    let line = error.place.map { $0.file == "c" ? $0.line : 1 } ?? 1
                    #expect(line >= 1 && line <= lines, "\(mutant)")
                }
            }
        }
    }

    @Test(
        "a database is read or refused, and what was read can be written and read again",
        .timeLimit(.minutes(15)))
    func databases() throws {
        let corpus = Dialect.allCases.map { DatabaseTests.bytes([DatabaseTests.sample()], $0) }
        let tokens = [
            "@@end_db\n", "@@db_spec name\n", "@@begin_db\n", "POSIX,", "0", "0-", ",", "%", "%2", "=", "\n",
            "/x 1",
        ]
        for mutant in Mutants(of: corpus, tokens: tokens, count: 6000) {
            let reader = DatabaseReader(ByteSource(bytes: mutant.bytes), name: "db")
            var entries: [Entry] = []
            do {
                while let line = try reader.next() { entries.append(try reader.decoder.entry(line)) }
            } catch {
                #expect(error.line.map { $0 >= 1 } ?? true, "\(mutant)")
                continue
            }
            for entry in entries where !entry.path.isEmpty {
                let bytes = DatabaseTests.bytes([entry], .v0_18)
                let again = DatabaseReader(ByteSource(bytes: bytes), name: "again")
                let line = try again.next()
                #expect(line?.path == entry.path, "\(mutant)")
            }
        }
    }

    @Test("packed bytes are unpacked or refused", .timeLimit(.minutes(15)))
    func packed() throws {
        let box = try Sandbox()
        for number in 0..<20 { box.file("f\(number)", "x") }
        try box.initialize(try box.configuration("gzip_dbout=yes\n/ p+i+sha256"))
        let whole = try box.read("db")
        let entries = try box.names().count
        for mutant in Mutants(of: [whole], count: 1500) {
            let reader = DatabaseReader(ByteSource(bytes: mutant.bytes), name: "db")
            var count = 0
            do { while try reader.next() != nil { count += 1 } } catch { continue }
            #expect(
                count == entries || mutant.bytes.count < 2 || !mutant.bytes.starts(with: [0x1F, 0x8B]),
                "\(mutant)")
        }
    }
}
