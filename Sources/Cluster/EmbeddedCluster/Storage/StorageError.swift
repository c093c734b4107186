/// Why the cluster's state cannot be read or written, as one sentence for the person who runs it.
public struct StorageError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What a program can decide by.
    public enum Code: Sendable, Equatable {
        /// Another process has the state directory open.
        case inUse
        /// The database is not one, is cut short or contradicts itself.
        case damaged
        /// A newer Martlet wrote the state.
        case newerFormat
        /// The file system refuses: permissions, no space, an I/O error.
        case unavailable
    }

    /// What kind of trouble it is.
    public var code: Code
    /// The file or directory that it is about.
    public var path: String
    /// What is wrong with it and what to do.
    public var reason: String

    /// Makes an error about a path.
    public init(code: Code, path: String, reason: String) {
        self.code = code
        self.path = path
        self.reason = reason
    }

    /// `path: reason`.
    public var description: String { "\(path): \(reason)" }
}
