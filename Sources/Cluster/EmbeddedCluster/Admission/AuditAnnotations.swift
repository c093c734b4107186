import Synchronization

/// What admission has to say to the audit log about one request: keys such as `policy.example.com/reason`.
///
/// Whoever writes the audit log sets ``current`` around a request and reads ``all`` after it.
public final class AuditAnnotations: Sendable {
    /// The annotations of the request that is being handled, when somebody wants them.
    @TaskLocal public static var current: AuditAnnotations?

    private let annotations = Mutex<[String: String]>([:])

    /// None yet.
    public init() {}

    /// The annotations so far.
    public var all: [String: String] { annotations.withLock { $0 } }

    /// Adds an annotation; the first value of a key stays, as in kube-apiserver.
    public func add(_ key: String, _ value: String) {
        annotations.withLock { if $0[key] == nil { $0[key] = value } }
    }

    /// Adds an annotation to the current request.
    public static func add(_ key: String, _ value: @autoclosure () -> String) { current?.add(key, value()) }
}
