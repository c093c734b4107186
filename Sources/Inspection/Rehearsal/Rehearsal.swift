import CLinux
import Glibc
public import Host
import Threads

/// A trial of a script against a copy of a machine, so that what it would do is known before it is done.
///
/// The copy is made by overlay file systems: what the script writes is kept in memory and is gone with the
/// rehearsal. The script has no network, sees no service's socket and may not reach the kernel's settings, so
/// what it does besides writing files is not rehearsed; that much is left to the real run.
///
/// ```swift
/// let changes = try Rehearsal.of(root: "/") { stage in
///     _ = try stage.run("sed -i s/no/yes/ /etc/issue")
///     return try stage.changes()
/// }
/// ```
public enum Rehearsal {
    /// Sets a stage up, hands it to `body`, and takes it down however `body` ends.
    ///
    /// The body runs on a thread of its own: only that thread sees the stage's mounts.
    ///
    /// - Parameter root: The directory that is the machine's `/`.
    /// - Throws: ``RehearsalError`` when the process lacks the right (`CAP_SYS_ADMIN`) or the kernel the file
    ///   system; what `body` throws.
    public static func of<Value: Sendable>(
        root: String, _ body: @escaping @Sendable (Stage) throws -> Value
    ) throws -> Value {
        let outcome = Outcome<Value>()
        let hasStarted = BlockingThread.start {
            outcome.value = Result {
                let stage = try Stage(root: root)
                defer { stage.takeDown() }
                return try body(stage)
            }
            sem_post(outcome.end)
        }
        guard hasStarted else { throw NoThread() }
        while sem_wait(outcome.end) != 0 {}
        guard let value = outcome.value else { throw NoThread() }
        // The kernel lets go of the thread's mounts a moment after the thread has gone.
        return try value.get()
    }

    /// Safe to share: `value` is written by the thread before it posts `end` and read after that.
    private final class Outcome<Value>: @unchecked Sendable {
        var value: Result<Value, any Error>?
        let end = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

        init() {
            end.initialize(to: sem_t())
            sem_init(end, 0, 0)
        }

        deinit {
            sem_destroy(end)
            end.deallocate()
        }
    }
}

/// Why a rehearsal cannot be held.
public struct RehearsalError: Error, CustomStringConvertible {
    /// What was tried, at which path, and the system's reason.
    public let description: String

    init(_ what: String, _ path: String, _ number: Int32 = errno) {
        description = "\(what) \(path): \(String(cString: strerror(number)))"
    }
}
