import Synchronization

/// The signing keys of this moment, shared by all who sign and verify.
public final class SigningKeyRing: Sendable {
    private let keys: Mutex<SigningKeys>

    /// Shares keys.
    public init(_ keys: SigningKeys) { self.keys = Mutex(keys) }

    /// The keys now.
    public var current: SigningKeys { keys.withLock { $0 } }

    /// Takes other keys from now on.
    public func replace(_ next: SigningKeys) { keys.withLock { $0 = next } }
}
