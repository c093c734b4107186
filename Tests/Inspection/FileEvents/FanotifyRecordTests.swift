import CLinux
import Fuzzing
import Testing

@testable import FileEvents

@Suite("Events as the kernel writes them")
struct FanotifyRecordTests {
    static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    static func part(_ type: Int32, _ content: [UInt8]) -> [UInt8] {
        let padded = content + [UInt8](repeating: 0, count: (4 - content.count % 4) % 4)
        return [UInt8(type), 0] + bytes(UInt16(padded.count + 4)) + padded
    }

    static func handle(_ inode: UInt64, name: String? = nil) -> [UInt8] {
        bytes(UInt64(7)) + bytes(UInt32(8)) + bytes(Int32(1)) + bytes(inode)
            + (name.map { Array($0.utf8) + [0] } ?? [])
    }

    static func event(_ mask: Int32, _ process: Int32, _ parts: [[UInt8]]) -> [UInt8] {
        let tail = parts.flatMap { $0 }
        return bytes(UInt32(24 + tail.count)) + [3, 0] + bytes(UInt16(24))
            + bytes(UInt64(UInt32(bitPattern: mask)))
            + bytes(Int32(-1)) + bytes(process) + tail
    }

    static func parse(_ bytes: [UInt8]) -> (records: [FanotifyRecord], isWhole: Bool) {
        bytes.withUnsafeBytes { FanotifyRecord.parse($0) }
    }

    @Test("names, files and the process's descriptor are read")
    func whole() throws {
        let bytes =
            Self.event(
                FAN_CREATE, 42,
                [
                    Self.part(FAN_EVENT_INFO_TYPE_DFID_NAME, Self.handle(2, name: "hosts")),
                    Self.part(FAN_EVENT_INFO_TYPE_FID, Self.handle(3)),
                    Self.part(FAN_EVENT_INFO_TYPE_PIDFD, Self.bytes(Int32(9))),
                ])
            + Self.event(
                FAN_RENAME, 43,
                [
                    Self.part(FAN_EVENT_INFO_TYPE_OLD_DFID_NAME, Self.handle(2, name: "a")),
                    Self.part(FAN_EVENT_INFO_TYPE_NEW_DFID_NAME, Self.handle(4, name: "b")),
                    Self.part(FAN_EVENT_INFO_TYPE_PIDFD, Self.bytes(Int32(-1))),
                    Self.part(99, [1, 2, 3]),
                ]) + Self.event(FAN_Q_OVERFLOW, 0, [])
        let (records, isWhole) = Self.parse(bytes)
        #expect(isWhole)
        try #require(records.count == 3)
        #expect(records[0].name?.name == Array("hosts".utf8))
        #expect(records[0].name?.directory.fileSystem == 7)
        #expect(records[0].file?.bytes.count == 16)
        #expect(records[0].descriptor == .open(9))
        #expect(records[1].oldName?.name == [0x61])
        #expect(records[1].name?.name == [0x62])
        #expect(records[1].descriptor == .gone)
        #expect(records[2].isOverflow)
    }

    @Test(
        "a name that is a path, empty or the parent's is refused",
        arguments: ["a/b", "", "..", "../x", String(repeating: "x", count: 256)])
    func badNames(name: String) {
        let part = Self.part(FAN_EVENT_INFO_TYPE_DFID_NAME, Self.handle(2, name: name))
        let (records, isWhole) = Self.parse(Self.event(FAN_CREATE, 1, [part]))
        #expect(!isWhole)
        #expect(records.first?.name == nil)
    }

    @Test("a descriptor before what is damaged is told, so that it can be closed")
    func damagedTail() {
        let good = Self.part(FAN_EVENT_INFO_TYPE_PIDFD, Self.bytes(Int32(9)))
        let (records, isWhole) = Self.parse(Self.event(FAN_CREATE, 1, [good, [2, 0, 255, 255]]))
        #expect(!isWhole)
        #expect(records.first?.descriptor == .open(9))
    }

    @Test("an event of another version is not read")
    func version() {
        var bytes = Self.event(FAN_CREATE, 1, [])
        bytes[4] = 4
        let (records, isWhole) = Self.parse(bytes)
        #expect(records.isEmpty)
        #expect(!isWhole)
    }

    @Test("mutants of events are read or refused", .timeLimit(.minutes(5)))
    func mutants() {
        let corpus = [
            Self.event(
                FAN_CREATE, 42,
                [
                    Self.part(FAN_EVENT_INFO_TYPE_DFID_NAME, Self.handle(2, name: "hosts")),
                    Self.part(FAN_EVENT_INFO_TYPE_FID, Self.handle(3)),
                    Self.part(FAN_EVENT_INFO_TYPE_PIDFD, Self.bytes(Int32(9))),
                ]) + Self.event(FAN_Q_OVERFLOW, 0, []),
            Self.event(
                FAN_RENAME, 43,
                [
                    Self.part(FAN_EVENT_INFO_TYPE_OLD_DFID_NAME, Self.handle(2, name: "a")),
                    Self.part(FAN_EVENT_INFO_TYPE_NEW_DFID_NAME, Self.handle(4, name: "b")),
                ]),
        ]
        var whole = 0
        for mutant in Mutants(of: corpus, count: 20_000) {
            let (records, isWhole) = Self.parse(mutant.bytes)
            if isWhole { whole += 1 }
            #expect(records.count <= mutant.bytes.count / 24, "\(mutant)")
            for record in records {
                #expect(record.file.map { $0.bytes.count <= 136 } ?? true, "\(mutant)")
                for name in [record.name, record.oldName].compactMap({ $0?.name }) {
                    #expect(!name.isEmpty && !name.contains(0x2F), "\(mutant)")
                }
            }
        }
        #expect(whole > 100)
    }
}
