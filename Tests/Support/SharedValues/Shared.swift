import Synchronization

/// A value that several tasks of a test look at and change.
public final class Shared<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>

    /// Begins with a value.
    public init(_ value: Value) { mutex = Mutex(value) }

    /// Looks at the value, or changes it, while nobody else does.
    public func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        mutex.withLock { body(&$0) }
    }
}
