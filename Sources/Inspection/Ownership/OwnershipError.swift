import Host

/// Why it cannot be told who owns a machine's files.
public enum OwnershipError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A file of the machine cannot be read.
    case unreadable(HostError)
    /// A file is not what it should be; the text says why.
    case damaged(String, String)

    /// One sentence that begins with the place.
    public var description: String {
        switch self {
        case .unreadable(let error): error.description
        case .damaged(let place, let reason): "\(place): \(reason)"
        }
    }
}
