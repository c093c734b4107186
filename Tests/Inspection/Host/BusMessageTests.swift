import ScratchRoots
import Testing

@testable import Host

@Suite struct BusMessageTests {
    /// A reply to serial 7 with the body of two strings, as a bus sends it.
    private static func reply(_ body: BusWriter, signature: String, type: UInt8 = 2) -> [UInt8] {
        var fields = BusWriter()
        fields.align(8)
        fields.bytes += [5]
        fields.signature("u")
        fields.uint32(7)
        fields.signatureField(signature)
        var message = BusWriter()
        message.bytes = [UInt8(ascii: "l"), type, 0, 1]
        message.uint32(UInt32(body.bytes.count))
        message.uint32(1)
        message.uint32(UInt32(fields.bytes.count))
        message.bytes += fields.bytes
        message.align(8)
        return message.bytes + body.bytes
    }

    private static func read(_ bytes: [UInt8]) -> BusMessage? {
        guard let lengths = BusMessage.lengths(Array(bytes.prefix(16))) else { return nil }
        return BusMessage(bytes, bodyStart: 16 + lengths.rest - lengths.body)
    }

    @Test("a call that is read back has its arguments")
    func call() throws {
        let bytes = BusMessage.call(
            serial: 3, destination: "d", path: "/p", interface: "i", member: "m", arguments: ["one", "two"])
        #expect(try #require(Self.read(bytes)).values == [.string("one"), .string("two")])
    }

    @Test("a reply names the call that it answers, and an error is told apart")
    func replies() throws {
        var body = BusWriter()
        body.string("no")
        let message = try #require(Self.read(Self.reply(body, signature: "s", type: 3)))
        #expect(message.isError && message.replySerial == 7 && message.values == [.string("no")])
    }

    @Test("a message cut at any byte never crashes and never invents a value")
    func truncation() {
        var body = BusWriter()
        body.string("one")
        body.string("two")
        let bytes = Self.reply(body, signature: "ss")
        for count in 16..<bytes.count {
            #expect(Self.read(Array(bytes.prefix(count)))?.values != [.string("one"), .string("two")])
        }
    }

    @Test(
        "hostile signatures and lengths are refused",
        arguments: ["(((s", "a", "a{", "z", "v", String(repeating: "a", count: 200) + "s"])
    func hostile(signature: String) throws {
        var body = BusWriter()
        body.uint32(0xFFFF_FFFF)
        #expect(Self.read(Self.reply(body, signature: signature))?.values == nil)
    }

    @Test("without a bus the service manager is an error that says so")
    func noBus() throws {
        #expect(throws: ServiceManagerError.self) { _ = try SystemBus(path: "/nowhere/at/all") }
        let root = try ScratchRoot()
        #expect(throws: ServiceManagerError.notRunning) { _ = try Host(root: root.path).serviceManager() }
    }
}
