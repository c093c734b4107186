import CLinux
import Glibc

/// A queue of events of one file system (`fanotify_init(2)`).
///
/// Each file system has a queue of its own, so that an overflow says which one has to be looked at again.
final class FanotifyGroup {
    let descriptor: Int32
    /// Whether the process of an event is told by a descriptor, so that a number that was given again is noticed.
    let tellsProcesses: Bool

    /// A queue for the file system that holds an open directory.
    ///
    /// - Parameter broker: who is asked for it; nil to ask the kernel.
    /// - Throws: the `errno` of the kernel's refusal.
    init(of directory: Int32, broker: EventBroker?) throws(FanotifyRefusal) {
        let queue: FanotifyQueue
        if let broker {
            queue = try broker.queue(of: directory)
        } else {
            queue = try FanotifyQueue(of: directory)
        }
        descriptor = queue.descriptor
        tellsProcesses = queue.tellsProcesses
    }

    deinit { close(descriptor) }
}

/// A queue's descriptor, for whoever has it to close.
struct FanotifyQueue {
    var descriptor: Int32
    /// Whether the process of an event is told by a descriptor.
    var tellsProcesses: Bool

    /// The flags of ever older kernels: names and files (5.17), a process's descriptor (5.15), names (5.9).
    private static let flags: [Int32] = [
        FAN_REPORT_FID | FAN_REPORT_TARGET_FID | FAN_REPORT_PIDFD, FAN_REPORT_PIDFD, 0,
    ]
    /// A rename with both names came with 5.17; before there are two events.
    private static let moves: [Int32] = [FAN_RENAME, FAN_MOVED_FROM | FAN_MOVED_TO]

    init(descriptor: Int32, tellsProcesses: Bool) {
        self.descriptor = descriptor
        self.tellsProcesses = tellsProcesses
    }

    /// Asks the kernel for a queue for the file system that holds an open directory.
    ///
    /// - Throws: the `errno` of the kernel's refusal.
    init(of directory: Int32) throws(FanotifyRefusal) {
        var made: (descriptor: Int32, flags: Int32)?
        for flags in Self.flags where made == nil {
            let all =
                FAN_CLASS_NOTIF | FAN_CLOEXEC | FAN_NONBLOCK | FAN_REPORT_DIR_FID | FAN_REPORT_NAME | flags
            let descriptor = fanotify_init(UInt32(all), UInt32(O_RDONLY | O_CLOEXEC))
            if descriptor >= 0 {
                made = (descriptor, flags)
            } else if errno != EINVAL {
                throw FanotifyRefusal(number: errno)
            }
        }
        guard let made else { throw FanotifyRefusal(number: EINVAL) }
        let common =
            FAN_CREATE | FAN_DELETE | FAN_MODIFY | FAN_CLOSE_WRITE | FAN_ATTRIB | FAN_ONDIR
        for moves in Self.moves {
            let mask = UInt64(common | moves)
            // Without a path the mark is for what the descriptor is of.
            if fanotify_mark(
                made.descriptor, UInt32(FAN_MARK_ADD | FAN_MARK_FILESYSTEM), mask, directory, nil) == 0
            {
                self.init(
                    descriptor: made.descriptor, tellsProcesses: made.flags & FAN_REPORT_PIDFD != 0)
                return
            }
            if errno != EINVAL { break }
        }
        let number = errno
        close(made.descriptor)
        throw FanotifyRefusal(number: number)
    }
}

/// Why the kernel gives no events of a file system.
struct FanotifyRefusal: Error {
    /// The `errno`.
    var number: Int32
}
