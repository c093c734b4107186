import Glibc

/// A queue from tasks to one blocking thread.
///
/// Safe to share: `pending` and `isClosed` are touched only while `mutex` is held.
public final class ThreadQueue<Element: Sendable>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var pending: [Element] = []
    private var isClosed = false

    /// An empty queue.
    public init() {
        mutex.initialize(to: pthread_mutex_t())
        condition.initialize(to: pthread_cond_t())
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Adds an element; false when the queue is closed.
    public func add(_ element: Element) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        if isClosed { return false }
        pending.append(element)
        pthread_cond_signal(condition)
        return true
    }

    /// Takes no more elements; what is queued is still handed out.
    public func close() {
        pthread_mutex_lock(mutex)
        isClosed = true
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Everything that is queued, blocking until there is something; empty after `idleSeconds` without any,
    /// nil when the queue is closed and empty.
    public func takeAll(idleSeconds: Int) -> [Element]? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        var deadline = timespec()
        clock_gettime(CLOCK_REALTIME, &deadline)
        deadline.tv_sec += idleSeconds
        while pending.isEmpty, !isClosed {
            if pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT { break }
        }
        if pending.isEmpty { return isClosed ? nil : [] }
        defer { pending = [] }
        return pending
    }
}
