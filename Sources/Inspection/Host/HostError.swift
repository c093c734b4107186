import Glibc

/// Why a look at a host failed: the path and the system's reason.
public struct HostError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What stood in the way.
    public enum Reason: Equatable, Sendable {
        /// There is nothing at the path.
        case notFound
        /// The system refused; the number is `errno`.
        case system(Int32)
        /// The file is larger than the caller reads, in bytes.
        case tooLarge(limit: Int)
        /// The path is a FIFO, socket, device or directory where a regular file was expected.
        case notRegular
    }

    /// The `errno` of a call that the file system does not know.
    public static let unsupported = EOPNOTSUPP

    /// The path on the host.
    public var path: HostPath
    /// What stood in the way.
    public var reason: Reason

    /// Makes an error.
    public init(path: HostPath, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    init(path: HostPath, errno number: Int32) {
        self.path = path
        self.reason = number == ENOENT || number == ENOTDIR ? .notFound : .system(number)
    }

    /// One sentence: the path and the reason.
    public var description: String {
        switch reason {
        case .notFound: "\(path) does not exist"
        case .system(let number): "\(path) cannot be read: \(String(cString: strerror(number)))"
        case .tooLarge(let limit): "\(path) is larger than \(limit) bytes and is not read"
        case .notRegular: "\(path) is not a regular file"
        }
    }
}
