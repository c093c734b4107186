import Testing

@testable import Inventory

@Suite("ZIP archives") struct ZipArchiveTests {
    private static func contents(of bytes: [UInt8]) throws(ZipProblem) -> [String]? {
        let result: Result<[String]?, ZipProblem> = bytes.withUnsafeBytes { bytes in
            do throws(ZipProblem) {
                let budget = UnpackingBudget()
                guard let archive = try ZipArchive(bytes, budget: budget, where: { _ in true }) else {
                    return .success(nil)
                }
                var texts: [String] = []
                for entry in archive.entries {
                    texts.append(
                        try archive.withContent(of: entry, limit: 1 << 24, budget: budget) {
                            "\(entry.name)=\(String(decoding: $0, as: UTF8.self))"
                        })
                }
                return .success(texts)
            } catch { return .failure(error) }
        }
        return try result.get()
    }

    private static func problem(of bytes: [UInt8]) -> String? {
        do throws(ZipProblem) {
            _ = try contents(of: bytes)
            return nil
        } catch { return error.reason }
    }

    @Test("what is stored and what is deflated read alike, also behind a script and before a comment")
    func plain() throws {
        var builder = ZipBuilder(texts: [
            ("a", "one"), ("b/c", String(repeating: "two", count: 99)), ("d", ""),
        ])
        builder.entries[0].isDeflated = false
        builder.prefix = Array("#!/bin/sh\nexec java -jar $0\n".utf8)
        builder.comment = Array("PK\u{5} says nothing".utf8)
        #expect(
            try Self.contents(of: builder.bytes) == [
                "a=one", "b/c=" + String(repeating: "two", count: 99), "d=",
            ])
    }

    @Test("what is no archive is none")
    func others() throws {
        #expect(try Self.contents(of: []) == nil)
        #expect(try Self.contents(of: Array("not an archive, but text of some length".utf8)) == nil)
    }

    @Test("an archive that was cut off is a problem at every length")
    func truncated() {
        let bytes = ZipBuilder(texts: [("a", "one"), ("b", "two")]).bytes
        for length in 4..<bytes.count {
            #expect(Self.problem(of: Array(bytes.prefix(length))) != nil, "\(length)")
        }
    }

    @Test("a bomb of one layer is refused by its ratio")
    func bomb() {
        let bomb = ZipBuilder([("a", [UInt8](repeating: 0, count: 8 << 20))])
        #expect(Self.problem(of: bomb.bytes) == "it would grow more than 200 times")
    }

    @Test("a size that is a lie is found out", arguments: [1, 2, 4, 6, 1_000])
    func lies(size: UInt32) {
        var builder = ZipBuilder(texts: [("a", "three")])
        builder.entries[0].claimedSize = size
        #expect(Self.problem(of: builder.bytes) == "it has another size than it says")
    }

    @Test("entries that share their data are refused")
    func overlap() {
        var builder = ZipBuilder(texts: [("a", "one"), ("b", "two")])
        builder.entries[1].claimedPlace = 0
        #expect(Self.problem(of: builder.bytes) == "the archive's entries overlap")
        builder.entries[1].claimedPlace = 0xFFFF_FFF0
        #expect(Self.problem(of: builder.bytes) == "an entry lies outside of the archive")
    }

    @Test("what is encrypted is said to be")
    func encrypted() {
        var builder = ZipBuilder(texts: [("a", "one")])
        builder.entries[0].isEncrypted = true
        #expect(Self.problem(of: builder.bytes) == "it is encrypted")
    }

    @Test("the budget ends whatever the archive says")
    func budget() throws {
        let budget = UnpackingBudget()
        try budget.spend(unpacking: 100 << 20, to: 1 << 30)
        #expect(throws: ZipProblem("the archive would unpack to more than 1 GiB")) {
            try budget.spend(unpacking: 1, to: 1)
        }
    }
}
