import GRPCCore

/// Why etcd did not do what it was asked for.
public struct EtcdError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What a program can decide by.
    public enum Code: Sendable, Equatable {
        /// No member answered in time, or the cluster has no leader: trying again may help.
        case unavailable
        /// The revision that was asked for is compacted.
        case compacted
        /// The lease is gone.
        case leaseNotFound
        /// A message is larger than one side takes.
        case tooLarge
        /// The asking task was cancelled.
        case cancelled
        /// etcd refuses, and would again.
        case refused
    }

    /// What kind of trouble it is.
    public var code: Code
    /// What etcd or the connection to it says.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }

    /// Reads what a call threw; etcd's sentences are its contract, clients tell its errors apart by them.
    init(_ error: any Error) {
        if let error = error as? EtcdError {
            self = error
            return
        }
        guard let error = error as? RPCError else {
            self.init(error is CancellationError ? .cancelled : .unavailable, "etcd: \(error)")
            return
        }
        let isAnswer = error.message.contains("etcdserver:")
        self.init(
            Self.code(of: error), isAnswer ? error.message : "etcd cannot be reached: \(error.message)")
    }

    private static func code(of error: RPCError) -> Code {
        switch error.code {
        case .outOfRange where error.message.contains("has been compacted"): .compacted
        case .notFound where error.message.contains("lease"): .leaseNotFound
        case .unavailable, .deadlineExceeded, .aborted: .unavailable
        case .cancelled: Task.isCancelled ? .cancelled : .unavailable
        case .resourceExhausted where error.message.contains("too many requests"): .unavailable
        // The database's quota; not a matter of this message's size.
        case .resourceExhausted where error.message.contains("space exceeded"): .refused
        case .resourceExhausted: .tooLarge
        case .invalidArgument where error.message.contains("request is too large"): .tooLarge
        case _
        where !error.message.contains("etcdserver:") && error.code != .unimplemented
            && error.code != .permissionDenied && error.code != .unauthenticated:
            // Not etcd but the connection speaks: a stream that broke off.
            .unavailable
        default: .refused
        }
    }
}
