import ImageFixtures
import Testing

@testable import Images

/// Bytes in pieces of a chosen size.
final class BytePieces: PieceSource {
    private let bytes: UnsafeMutableRawBufferPointer
    private let step: Int
    private var position = 0

    init(_ bytes: [UInt8], step: Int) {
        self.bytes = .allocate(byteCount: bytes.count, alignment: 1)
        self.bytes.copyBytes(from: bytes)
        self.step = step
    }

    deinit { bytes.deallocate() }

    func nextPiece() throws(ImageError) -> UnsafeRawBufferPointer {
        let end = min(bytes.count, position + step)
        defer { position = end }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<end])
    }
}

@Suite("Archives as they come")
struct TarReaderTests {
    private func entries(_ bytes: [UInt8], step: Int = 1 << 18) throws -> [(TarEntry, [UInt8])] {
        var reader = TarReader(BytePieces(bytes, step: step), name: "a.tar")
        var entries: [(TarEntry, [UInt8])] = []
        while let entry = try reader.next() {
            var content: [UInt8] = []
            try reader.forEachPiece { content.append(contentsOf: $0) }
            entries.append((entry, content))
        }
        return entries
    }

    private func archive() -> [UInt8] {
        var tar = TarBuilder()
        tar.add("dir/", type: "5", mode: 0o1777)
        tar.add("dir/file", content: Array("content".utf8), mode: 0o640, user: 10, group: 20)
        tar.add("././@LongLink", type: "L", content: Array(String(repeating: "n", count: 150).utf8) + [0])
        tar.add("././@LongLink", type: "K", content: Array(String(repeating: "t", count: 150).utf8) + [0])
        tar.add("short", type: "2", link: "short")
        tar.extend([
            ("path", Array("päx".utf8)), ("mtime", Array("12.75".utf8)), ("SCHILY.xattr.user.a", [0x0A, 0]),
        ])
        tar.add("other", content: [UInt8](repeating: 9, count: 513))
        tar.add("last", content: [1])
        return tar.archive
    }

    @Test(
        "the forms of ustar, pax and GNU give the same entries in pieces of any size",
        arguments: [1, 511, 4096])
    func forms(step: Int) throws {
        let entries = try entries(archive(), step: step)
        #expect(
            entries.map { String(decoding: $0.0.path, as: UTF8.self) } == [
                "dir/", "dir/file", String(repeating: "n", count: 150), "päx", "last",
            ])
        #expect(entries[0].0.kind == .directory && entries[0].0.mode == 0o1777)
        #expect(entries[1].1 == Array("content".utf8) && entries[1].0.userID == 10)
        #expect(entries[2].0.linkTarget == [UInt8](repeating: 0x74, count: 150))
        #expect(entries[3].0.modified == 12 && entries[3].0.attributes == ["user.a": [0x0A, 0]])
        #expect(entries[3].1.count == 513)
        // Extended headers speak of one entry.
        #expect(entries[4].0.modified == 1_700_000_000 && entries[4].0.attributes.isEmpty)
    }

    @Test("an archive that ends inside of a header or an entry is damaged")
    func truncated() throws {
        let sound = archive()
        for count in [100, 512 + 100, 1024 + 3, 3000] {
            let error = #expect(throws: ImageError.self) { try entries(Array(sound[..<count])) }
            #expect(error?.description.contains("ends inside of") == true, "\(count)")
        }
    }

    @Test("numbers may be base-256, and one out of range is refused")
    func numbers() throws {
        var tar = TarBuilder()
        tar.add("big", type: "5", user: 0)
        var bytes = tar.archive
        func patch(_ range: Range<Int>, _ value: [UInt8]) {
            bytes.replaceSubrange(range, with: value)
            bytes.replaceSubrange(148..<156, with: [UInt8](repeating: 0x20, count: 8))
            let sum = String(bytes[..<512].reduce(0) { $0 + Int($1) }, radix: 8)
            bytes.replaceSubrange(148..<(148 + sum.utf8.count), with: sum.utf8)
        }
        patch(108..<116, [0x80, 0, 0, 0, 0xEE, 0x6B, 0x28, 0])
        patch(136..<148, [UInt8](repeating: 0xFF, count: 12))
        #expect(try entries(bytes)[0].0.userID == 4_000_000_000)
        #expect(try entries(bytes)[0].0.modified == -1)
        patch(108..<116, [0x80, 0, 1, 0, 0, 0, 0, 0])
        #expect(throws: ImageError.self) { try entries(bytes) }
        patch(108..<116, Array("000009\0\0".utf8))
        #expect(throws: ImageError.self) { try entries(bytes) }
    }

    @Test(
        "records of an extended header are read by their length",
        arguments: [
            ("9 a=bcde\n", ["a": "bcde"]), ("6 a=b\n6 c=d\n", ["a": "b", "c": "d"]), ("5 a=\n", ["a": ""]),
            ("", [:]),
        ])
    func records(text: String, values: [String: String]) throws {
        let records = try #require(PAXRecords(Array(text.utf8)))
        #expect(records.values.mapValues { String(decoding: $0, as: UTF8.self) } == values)
    }

    @Test(
        "records of a wrong form are none",
        arguments: [
            "6 a=b", "7 a=b\n", "5 a=b\n", "x a=b\n", "-6 a=b\n", "0 a=b\n", "6 =ab\n", "5 ab\n", "2 \n",
        ])
    func wrongRecords(text: String) { #expect(PAXRecords(Array(text.utf8)) == nil) }
}
