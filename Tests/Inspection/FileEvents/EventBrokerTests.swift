import CLinux
import Glibc
import Host
import ScratchRoots
import Testing
import Threads

@testable import FileEvents

@Suite("A broker of events", .enabled(if: hasWholeFileSystems, "needs root and fanotify"), .serialized)
struct EventBrokerTests {
    /// Both ends of a connection whose messages stay apart.
    private static func connection() throws -> (Int32, Int32) {
        var ends: [Int32] = [-1, -1]
        try #require(
            socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0)
        return (ends[0], ends[1])
    }

    /// A broker that a thread of this process serves, which tells when it has ended.
    private static func served() throws -> (broker: EventBroker, hasEnded: Monitor<Bool>) {
        let (near, far) = try connection()
        let hasEnded = Monitor(false)
        _ = BlockingThread.start {
            BrokerProcess(socket: far).serve()
            close(far)
            hasEnded.change { $0 = true }
        }
        return (EventBroker(socket: near, process: 0), hasEnded)
    }

    @Test("hands over queues that tell what happens, and who did it, without the kernel being asked here")
    func queue() throws {
        let box = try ScratchMount()
        let (broker, _) = try Self.served()
        let log = try EventLog(root: box.path, broker: broker)
        defer { log.stop() }
        #expect(log.source.coverage.map(\.means) == [.fileSystem])
        box.file("etc/hosts", "x")
        let line = try #require(log.line("/etc/hosts", .closed))
        #expect(line.actor.process == getpid())
        #expect(line.actor.executable != nil)
    }

    @Test("says what a process runs, and nothing of one that is not there")
    func executable() throws {
        let (broker, _) = try Self.served()
        let own = try Host().linkTarget(of: "/proc/self/exe").bytes
        #expect(broker.executable(of: getpid()) == own)
        #expect(broker.executable(of: .max) == nil)
        #expect(broker.isAlive)
    }

    @Test("what is refused is told with its reason, and asking goes on")
    func refusal() throws {
        let (broker, _) = try Self.served()
        let pipe = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
        defer { close(pipe) }
        #expect(throws: FanotifyRefusal.self) { try broker.queue(of: pipe) }
        #expect(broker.isAlive)
        #expect(broker.executable(of: getpid()) != nil)
    }

    @Test("messages of another form are answered and leave nothing open")
    func nonsense() throws {
        let (near, far) = try Self.connection()
        _ = BlockingThread.start {
            BrokerProcess(socket: far).serve()
            close(far)
        }
        defer { close(near) }
        let messages: [[UInt8]] = [
            Array("q".utf8), Array("x".utf8), Array("e1234567".utf8), [UInt8](repeating: 0x71, count: 5000),
        ]
        for (number, bytes) in messages.enumerated() {
            // A descriptor comes with those that may have none, and none with the one that needs it.
            let descriptor: Int32 = number == 0 ? -1 : near
            #expect(martlet_send_message(near, bytes, bytes.count, descriptor) == 0)
            var buffer = [UInt8](repeating: 0, count: 64)
            var found: Int32 = -1
            let length = martlet_receive_message(near, &buffer, buffer.count, &found)
            #expect(length > 0 && found < 0)
            #expect(BrokerAnswer(buffer[..<max(0, length)]) == .refused(EINVAL), "message \(number)")
        }
    }

    @Test("one that is gone is noticed, and directories are watched instead")
    func death() throws {
        let box = try ScratchMount()
        let (near, far) = try Self.connection()
        close(far)
        let broker = EventBroker(socket: near, process: 0)
        #expect(!broker.isAlive)
        #expect(broker.executable(of: getpid()) == nil)
        box.directory("etc")
        let log = try EventLog(root: box.path, broker: broker)
        defer { log.stop() }
        #expect(log.source.coverage.map(\.means) == [.directories(2)])
        box.file("etc/hosts", "x")
        #expect(log.line("/etc/hosts", .closed)?.actor == .untold)
    }

    @Test("an answer that is none, or a descriptor too many, ends the connection")
    func liar() throws {
        for answer in [[UInt8](), Array("e/bin/sh".utf8), Array("z".utf8)] {
            let (near, far) = try Self.connection()
            defer { close(far) }
            let broker = EventBroker(socket: near, process: 0)
            #expect(martlet_send_message(far, answer, answer.count, far) == 0 || answer.isEmpty)
            if answer.isEmpty { shutdown(far, Int32(SHUT_RDWR)) }
            #expect(broker.executable(of: getpid()) == nil)
            #expect(!broker.isAlive)
        }
    }

    @Test("it ends when the one who asks is gone")
    func end() throws {
        let (near, far) = try Self.connection()
        let hasEnded = Monitor(false)
        _ = BlockingThread.start {
            BrokerProcess(socket: far).serve()
            hasEnded.change { $0 = true }
        }
        do { _ = EventBroker(socket: near, process: 0) }
        #expect(hasEnded.wait(seconds: 20) { $0 ? true : nil } == true)
        close(far)
    }
}
