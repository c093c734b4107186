import Glibc

/// The write end of the pipe; written once, before a handler can run.
nonisolated(unsafe) private var wakeDescriptor: Int32 = -1

/// Tidying up before a signal ends the process.
public enum TerminationSignals {
    /// Calls `body` once, on a thread of its own, with the first signal that asks the process to end; `body` is to
    /// end it.
    ///
    /// A signal that is ignored, as under `nohup(1)`, stays ignored. Called once in a process.
    ///
    /// - Returns: false when the system has no descriptor or thread left; the signals then act as before.
    @discardableResult
    public static func handle(_ body: @escaping @Sendable (Int32) -> Void) -> Bool {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return false }
        let source = ends[0]
        wakeDescriptor = ends[1]
        for descriptor in ends { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        let isStarted = BlockingThread.start {
            var number: UInt8 = 0
            while read(source, &number, 1) < 0, errno == EINTR {}
            body(Int32(number))
        }
        guard isStarted else { return false }
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
            var old = sigaction()
            sigaction(number, nil, &old)
            if old.__sigaction_handler.sa_handler.map({ unsafeBitCast($0, to: Int.self) == 1 }) ?? false {
                continue
            }
            var action = sigaction()
            // Only what is safe inside of a handler (`signal-safety(7)`).
            action.__sigaction_handler.sa_handler = { number in
                var byte = UInt8(truncatingIfNeeded: number)
                _ = write(wakeDescriptor, &byte, 1)
            }
            action.sa_flags = Int32(SA_RESTART)
            sigaction(number, &action, nil)
        }
        return true
    }
}
