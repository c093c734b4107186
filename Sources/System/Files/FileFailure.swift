import Glibc

/// Why a file could not be read or written; callers put it into their own words.
public struct FileFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was being done.
    public enum Step: String, Sendable {
        /// The file, or the one beside it, was being opened.
        case opening = "cannot be opened"
        /// Its bytes were being read.
        case reading = "cannot be read"
        /// Bytes were being written.
        case writing = "cannot be written"
        /// What is whole was being put onto the disk or into its place.
        case placing = "cannot be replaced"
    }

    /// The file.
    public var path: String
    /// What was being done.
    public var step: Step
    /// The system's error number; nil when the file is larger than was allowed.
    public var code: Int32?
    /// The limit in bytes that the file is larger than; nil for an error of the system.
    public var limit: Int?

    /// An error of the system, such as `errno` has it.
    public init(_ path: String, _ step: Step, code: Int32) {
        self.path = path
        self.step = step
        self.code = code
    }

    /// A file that is larger than anybody wants to read.
    init(_ path: String, limit: Int) {
        self.path = path
        step = .reading
        self.limit = limit
    }

    /// The system's words alone, or that the file is too large.
    public var system: String {
        if let limit { return "is larger than \(limit >> 20) MiB" }
        return String(cString: strerror(code ?? 0))
    }

    /// What is wrong, as a clause without the path.
    public var reason: String { limit == nil ? "\(step.rawValue): \(system)" : system }

    /// The path and the reason, on one line.
    public var description: String { "\(path): \(reason)" }
}
