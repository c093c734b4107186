import Fuzzing
import ScratchRoots
import Testing

@testable import Host

@Suite("Mutants of the host's tables and of bus messages")
struct HostFuzzTests {
    @Test("a package has a name, and its database is read whatever the bytes", .timeLimit(.minutes(15)))
    func dpkg() {
        let corpus = [
            "Package: bash\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1:5.2-1+b7\n\nPackage: zlib\n",
            "Description: x\n Package: no\nPackage: \nVersion:\nStatus: deinstall ok config-files\n\n\n",
        ]
        let tokens = ["Package: ", "Status: ", "Version: ", "\n\n", "\n", "\r\n", "\0", ": "]
        for mutant in Mutants(of: corpus, tokens: tokens, count: 4000) {
            let database = DpkgDatabase(bytes: mutant.bytes)
            for (name, packages) in database.packages {
                #expect(!name.isEmpty && packages.allSatisfy { $0.name == name }, "\(mutant)")
                #expect(packages.allSatisfy { !$0.isInstalled || !$0.status.isEmpty }, "\(mutant)")
            }
        }
    }

    @Test("events of directories are read within their bytes, or are not whole", .timeLimit(.minutes(15)))
    func inotifyRecords() {
        // Watch, what happened, cookie, the name's length; the name with zeros after it.
        let record: [UInt8] = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0x61, 0x62, 0, 0]
        let nameless: [UInt8] = [255, 255, 255, 255, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        var found: [InotifyRecord] = []
        #expect((record + nameless).withUnsafeBytes { InotifyRecords.forEach(in: $0) { found.append($0) } })
        #expect(found.map(\.name) == [[0x61, 0x62], []])
        #expect(found.map(\.watch) == [1, -1])
        #expect(found.map(\.tellsOfLoss) == [false, true])
        for mutant in Mutants(of: [record, record + nameless, record + record], count: 20_000) {
            var used = 0
            let isWhole = mutant.bytes.withUnsafeBytes { bytes in
                InotifyRecords.forEach(in: bytes) { used += 16 + $0.name.count }
            }
            #expect(used <= mutant.bytes.count, "\(mutant)")
            #expect(!isWhole || used >= 0, "\(mutant)")
        }
        #expect(!record.dropLast().withUnsafeBytes { InotifyRecords.forEach(in: $0) { _ in } })
    }

    @Test("records of a directory are read within their bytes", .timeLimit(.minutes(15)))
    func directoryRecords() {
        func record(_ name: String) -> [UInt8] {
            let text = Array(name.utf8) + [0]
            let length = (19 + text.count + 7) / 8 * 8
            let head = [UInt8](repeating: 7, count: 16) + [UInt8(length), 0, 8]
            return head + text + [UInt8](repeating: 0, count: length - 19 - text.count)
        }
        func names(_ bytes: [UInt8]) -> [String] {
            var names: [String] = []
            bytes.withUnsafeBytes { bytes in
                DirectoryRecords.forEach(in: bytes) { name, length, _ in
                    names.append(
                        String(decoding: UnsafeBufferPointer(start: name, count: length), as: UTF8.self))
                }
            }
            return names
        }
        let corpus = [record("a") + record("longer name") + record(".."), record("b")]
        #expect(names(corpus[0]) == ["a", "longer name", ".."])
        #expect(names(Array(corpus[0].dropLast())) == ["a", "longer name"])
        for mutant in Mutants(of: corpus, count: 20_000) {
            #expect(names(mutant.bytes).allSatisfy { $0.utf8.count <= mutant.bytes.count * 3 }, "\(mutant)")
        }
    }

    @Test("account files and os-release give no more records than they have lines", .timeLimit(.minutes(15)))
    func tables() throws {
        let corpus = [
            "root:x:0:0:root:/root:/bin/bash\n# no\n+nis\nbad:x:y:0::/:\nshort:x:7:8\n",
            "root:*:20228:0:99999:7:::\nempty::::::::\nbig:x:9223372036854775808:-1:+5\n",
            "ID=debian\nPRETTY_NAME=\"A \\\"quoted\\\" name\"\nX='\nY=\"\nZ=\\\n=\n",
        ]
        let tokens = [":", "\n", "=", "\"", "'", "\\", "#", "+", "-1", "18446744073709551616", "\0", "\r\n"]
        let root = try ScratchRoot()
        let host = try Host(root: root.path)
        for mutant in Mutants(of: corpus, tokens: tokens, count: 1000) {
            for name in ["etc/passwd", "etc/shadow", "etc/group", "etc/os-release"] {
                root.file(name, bytes: mutant.bytes)
            }
            let lines = mutant.bytes.count { $0 == 0x0A } + 1
            #expect(host.passwordEntries().count <= lines, "\(mutant)")
            #expect(host.users().count <= host.passwordEntries().count, "\(mutant)")
            #expect(host.shadowEntries().count <= lines, "\(mutant)")
            #expect(host.groups().count <= lines, "\(mutant)")
            #expect(host.osRelease().count <= lines, "\(mutant)")
        }
    }

    @Test("a bus message is read within its bytes, or not at all", .timeLimit(.minutes(15)))
    func bus() {
        var body = BusWriter()
        body.string("one")
        body.uint32(3)
        body.bytes += [1, 0x61, 0, 0, 0, 0, 0, 0]
        var fields = BusWriter()
        fields.align(8)
        fields.bytes += [5]
        fields.signature("u")
        fields.uint32(7)
        fields.signatureField("suay(sv)a{sv}v")
        var message = BusWriter()
        message.bytes = [UInt8(ascii: "l"), 2, 0, 1]
        message.uint32(UInt32(body.bytes.count))
        message.uint32(1)
        message.uint32(UInt32(fields.bytes.count))
        message.bytes += fields.bytes
        message.align(8)
        let call = BusMessage.call(
            serial: 3, destination: "d", path: "/p", interface: "i", member: "m", arguments: ["one", "two"])
        let tokens = [
            "a", "(", ")", "a{sv}", "v", "\u{1}v\0", "\u{1}s\0", "ay", "(((", "\0\0\0\0", "aaaaaaaaaaaaaaaa",
        ]
        var read = 0
        for mutant in Mutants(of: [message.bytes + body.bytes, call], tokens: tokens, count: 4000) {
            let lengths = BusMessage.lengths(Array(mutant.bytes.prefix(16)))
            let start = lengths.map { 16 + $0.rest - $0.body } ?? Int(mutant.seed % 97)
            guard let message = BusMessage(mutant.bytes, bodyStart: start) else { continue }
            read += 1
            for text in message.values?.flatMap(\.texts) ?? [] {
                #expect(text.utf8.count <= 3 * mutant.bytes.count, "\(mutant)")
            }
        }
        #expect(read > 100)
    }

    @Test("a signature made of any types is walked to an end", .timeLimit(.minutes(15)))
    func signatures() {
        let types = [
            "y", "b", "n", "q", "i", "u", "h", "x", "t", "d", "s", "o", "g", "v", "a", "(", ")", "{", "}",
        ]
        for mutant in Mutants(of: ["a{sv}", "(ii(s)av)", "aaaa(y)", "a()"], tokens: types, count: 4000) {
            var reader = BusReader(
                (0..<96).map { UInt8(truncatingIfNeeded: $0 &* Int(mutant.seed) >> 3) }[...])
            let values = reader.values(of: mutant.text)
            #expect(values == nil || reader.offset <= 96 + 7, "\(mutant)")
        }
    }
}
