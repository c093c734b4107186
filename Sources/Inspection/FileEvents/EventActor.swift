/// Who changed a file, as far as it could be known when the change was noticed.
public struct EventActor: Hashable, Sendable {
    /// How much is known.
    public enum State: Hashable, Sendable {
        /// The process was there when it was looked at.
        case seen
        /// It had ended before; what is not nil was known of it already or still told by the kernel.
        case gone
        /// The kernel does not say which process it was.
        case untold
    }

    /// How much is known.
    public var state: State
    /// The process's number; nil when it is not known.
    public var process: Int32?
    /// The file that it runs.
    public var executable: [UInt8]?
    /// The command's name, at most 15 bytes.
    public var command: String?
    /// The real user's number.
    public var userID: UInt32?
    /// The user's name on the host; nil when it has none there.
    public var userName: String?
    /// The number of the user that logged in; nil when none did.
    public var loginUserID: UInt32?
    /// That user's name on the host.
    public var loginUserName: String?
    /// The container that it runs in; nil for none.
    public var container: ContainerReference?

    /// An actor of whom no more is known.
    public init(state: State, process: Int32?) {
        self.state = state
        self.process = process
    }

    /// Whoever it was.
    public static let untold = EventActor(state: .untold, process: nil)
}
