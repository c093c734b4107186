import CLinux
import Glibc

/// The other end of an ``EventBroker``: answers questions until the one who asks is gone.
///
/// It takes no names, opens no files and runs no programs. Whoever took the asking process over would get from it what
/// that process is told anyway: which files change, and who changes them.
struct BrokerProcess {
    /// What marking file systems, and naming what other users' processes run, takes; a directory that is closed to
    /// others is marked as well.
    static let capabilities: UInt32 =
        1 << UInt32(CAP_SYS_ADMIN) | 1 << UInt32(CAP_SYS_PTRACE) | 1 << UInt32(CAP_DAC_READ_SEARCH)

    /// The connection.
    let socket: Int32

    /// Gives up everything else and serves; only in a process of its own, whose end this is.
    func runConfined(keeping capabilities: UInt32) -> Never {
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2] {
            // They are meant for the one who asks; this one ends with it.
            Glibc.signal(signal, SIG_IGN)
        }
        // Of what was open only standard error stays, and the connection in the place of standard output.
        guard dup2(socket, 1) == 1, martlet_close_from(3) == 0, close(0) == 0, chdir("/") == 0 else {
            _exit(1)
        }
        _ = martlet_name_process("martlet-events")
        guard martlet_keep_capabilities(capabilities) == 0, martlet_allow_only_events() == 0 else { _exit(1) }
        BrokerProcess(socket: 1).serve()
        _exit(0)
    }

    /// Answers until the other end is closed.
    func serve() {
        var buffer = [UInt8](repeating: 0, count: 64)
        while true {
            var directory: Int32 = -1
            let length = martlet_receive_message(socket, &buffer, buffer.count, &directory)
            defer { if directory >= 0 { close(directory) } }
            if length < 0, errno == EMSGSIZE {
                // Not of ours, and still answered: whoever asks waits for one answer each.
                if !send(.refused(EINVAL)) { return }
                continue
            }
            guard length > 0 else { return }
            let isSent =
                switch BrokerRequest(buffer[..<length]) {
                case .queue where directory >= 0: openQueue(directory)
                case .executable(let process) where directory < 0: send(executable(of: process))
                default: send(.refused(EINVAL))
                }
            if !isSent { return }
        }
    }

    private func openQueue(_ directory: Int32) -> Bool {
        do throws(FanotifyRefusal) {
            let queue = try FanotifyQueue(of: directory)
            defer { close(queue.descriptor) }
            return send(.queue(tellsProcesses: queue.tellsProcesses), queue.descriptor)
        } catch { return send(.refused(error.number)) }
    }

    private func executable(of process: Int32) -> BrokerAnswer {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let length = buffer.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                text.baseAddress.map { readlinkat(AT_FDCWD, "/proc/\(process)/exe", $0, text.count) } ?? -1
            }
        }
        guard length > 0 else { return .refused(length < 0 ? errno : ENOENT) }
        return .executable(Array(buffer[..<length]))
    }

    private func send(_ answer: BrokerAnswer, _ descriptor: Int32 = -1) -> Bool {
        let bytes = answer.bytes
        return martlet_send_message(socket, bytes, bytes.count, descriptor) == 0
    }
}
