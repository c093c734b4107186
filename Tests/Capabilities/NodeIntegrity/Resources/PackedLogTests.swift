import Bytes
import Kubernetes
import Testing

@testable import NodeIntegrity

@Suite("A log in a ConfigMap")
struct PackedLogTests {
    private func map(_ log: PackedLog) -> Object {
        var map = Object(kind: FileIntegrityGroup.configMaps.kind, name: "x")
        map["data"] = [IntegrityLog.logKey: .string(log.text)]
        if log.isPacked { map.annotations = [IntegrityLog.packedKey: ""] }
        return map
    }

    @Test("stands there as it is up to the limit, byte for byte")
    func plain() {
        let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: PackedLog.limit)
        let log = PackedLog(bytes)
        #expect(!log.isPacked)
        #expect(log.text.utf8.count == bytes.count)
    }

    @Test("is packed with gzip in base64 beyond it, and comes out as it went in")
    func packed() {
        let text = String(repeating: "f++++++++++++++++: /hostroot/etc/file\n", count: 60_000)
        let log = PackedLog(Array(text.utf8))
        #expect(log.isPacked)
        #expect(log.text.utf8.count < 100_000)
        #expect(log.text.hasPrefix("H4sI"))
        #expect(PackedLog.text(of: map(log)) == text)
    }

    @Test("becomes a line that points to the node where it is too long even then")
    func pointer() {
        var state: UInt64 = 88_172_645_463_325_252
        let noise = (0..<3_000_000).map { _ -> UInt8 in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state)
        }
        let log = PackedLog(noise)
        #expect(!log.isPacked)
        #expect(log.text.contains("aide.log on the node"))
    }

    @Test("is never empty: an empty report of a failed check says so")
    func empty() {
        #expect(PackedLog([]).text.contains("its report is empty"))
    }

    @Test("that was damaged is none", arguments: ["H4sIAAAA", "no base64 !", "", "AAAA"])
    func damaged(text: String) {
        var map = Object(kind: FileIntegrityGroup.configMaps.kind, name: "x")
        map["data"] = [IntegrityLog.logKey: .string(text)]
        map.annotations = [IntegrityLog.packedKey: ""]
        #expect(PackedLog.text(of: map) == nil)
    }
}
