import CLinux
import Glibc
import Synchronization

/// Asks another process, which kept the right to, for queues of file systems' events and for what processes run.
///
/// A daemon starts one before it gives its privileges up, and puts it where ``FileEventSource`` finds it:
///
/// ```swift
/// let broker = EventBroker.start()
/// dropPrivileges()
/// await EventBroker.$current.withValue(broker) { await serve() }
/// ```
///
/// The queues are handed over as open descriptors (`unix(7)`, `SCM_RIGHTS`), so events do not pass through the other
/// process, and what was asked for before it ended goes on telling.
public final class EventBroker: Sendable {
    /// The one of this task; nil for a process that asks the kernel itself.
    @TaskLocal public static var current: EventBroker?

    private struct Line {
        /// Negative when the other end is gone.
        var socket: Int32
        var process: pid_t
    }

    private let line: Mutex<Line>
    /// A broker that takes longer than this, in seconds, is as good as gone: it waits for nothing.
    private static let patience = 5

    /// - Parameters:
    ///   - socket: one end of a connection whose other is served; closed with this.
    ///   - process: who serves it; 0 for nobody to wait for.
    init(socket: Int32, process: pid_t) {
        line = Mutex(Line(socket: socket, process: process))
        var time = timeval(tv_sec: Self.patience, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] { setsockopt(socket, SOL_SOCKET, option, &time, size) }
    }

    deinit { line.withLock { Self.hangUp(&$0) } }

    /// Starts the process; nil when this one itself has no right to events, or none can be started.
    ///
    /// To be called before there is a second thread. The process ends when this one does.
    public static func start() -> EventBroker? {
        let kept = martlet_permitted_capabilities() & BrokerProcess.capabilities
        guard kept & 1 << UInt32(CAP_SYS_ADMIN) != 0 else { return nil }
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
        let process = martlet_fork()
        if process == 0 { BrokerProcess(socket: ends[1]).runConfined(keeping: kept) }
        close(ends[1])
        guard process > 0 else {
            close(ends[0])
            return nil
        }
        return EventBroker(socket: ends[0], process: process)
    }

    /// Whether the other process is still there.
    public var isAlive: Bool {
        line.withLock { line in
            guard line.socket >= 0 else { return false }
            var wait = pollfd(fd: line.socket, events: 0, revents: 0)
            if poll(&wait, 1, 0) > 0 { Self.hangUp(&line) }
            return line.socket >= 0
        }
    }

    /// A queue of the events of the file system that holds an open directory.
    ///
    /// - Throws: the `errno` of the kernel's refusal; `EPIPE` when there is nobody to ask.
    func queue(of directory: Int32) throws(FanotifyRefusal) -> FanotifyQueue {
        let (answer, descriptor) = ask(.queue, directory)
        switch answer {
        case .queue(let tellsProcesses) where descriptor >= 0:
            return FanotifyQueue(descriptor: descriptor, tellsProcesses: tellsProcesses)
        case .refused(let number): throw FanotifyRefusal(number: number)
        default: throw FanotifyRefusal(number: EPIPE)
        }
    }

    /// The file that a process runs; nil when it has ended, or there is nobody to ask.
    func executable(of process: Int32) -> [UInt8]? {
        if case .executable(let name) = ask(.executable(process), -1).answer { return name }
        return nil
    }

    private func ask(
        _ request: BrokerRequest, _ descriptor: Int32
    ) -> (answer: BrokerAnswer?, descriptor: Int32) {
        line.withLock { line in
            guard line.socket >= 0 else { return (nil, -1) }
            let bytes = request.bytes
            var buffer = [UInt8](repeating: 0, count: BrokerAnswer.limit)
            var found: Int32 = -1
            var length = -1
            if martlet_send_message(line.socket, bytes, bytes.count, descriptor) == 0 {
                length = martlet_receive_message(line.socket, &buffer, buffer.count, &found)
            }
            let answer = length > 0 ? BrokerAnswer(buffer[..<length]) : nil
            var isQueue = false
            if case .queue = answer { isQueue = true }
            if answer == nil || isQueue != (found >= 0) {
                // What comes late would be taken for the answer to another question.
                if found >= 0 { close(found) }
                Self.hangUp(&line)
                return (nil, -1)
            }
            return (answer, found)
        }
    }

    private static func hangUp(_ line: inout Line) {
        guard line.socket >= 0 else { return }
        close(line.socket)
        line.socket = -1
        // It ends because of that, if it has not: nobody else asks how.
        if line.process > 0 { waitpid(line.process, nil, WNOHANG) }
    }
}
