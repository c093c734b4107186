public import Host

/// Why a repository of OSTree, or something in it, cannot be used.
public enum OSTreeError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A file cannot be read.
    case unreadable(HostError)
    /// A file is not what it should be; the text says why.
    case damaged(HostPath, String)

    /// One sentence that begins with the file.
    public var description: String {
        switch self {
        case .unreadable(let error): error.description
        case .damaged(let path, let reason): "\(path): \(reason)"
        }
    }
}
