import Host

/// Why a package database cannot be read, and where.
public enum RPMError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The host has no database of RPM.
    case noDatabase
    /// The database's file cannot be read.
    case unreadable(HostError)
    /// The file is no database of the kind that its name promises, or is damaged; the text says where.
    case damaged(HostPath, String)

    /// One sentence.
    public var description: String {
        switch self {
        case .noDatabase: "the host has no RPM database"
        case .unreadable(let error): error.description
        case .damaged(let path, let place): "\(path) is damaged: \(place)"
        }
    }
}
