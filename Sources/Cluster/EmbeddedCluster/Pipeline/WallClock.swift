public import Kubernetes

/// The time of day, as a parameter: tests bring their own.
public struct WallClock: Sendable {
    /// The present moment.
    public var now: @Sendable () -> Timestamp
    /// Waits for a while; throws when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void

    /// A clock of the caller's making.
    public init(
        now: @escaping @Sendable () -> Timestamp, sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The system's clock.
    public static let system = WallClock(
        now: { Timestamp.now() }, sleep: { try await Task.sleep(for: $0, clock: .continuous) })

    /// The time as metadata has it: whole seconds.
    var timestamp: String { now().text }
}
