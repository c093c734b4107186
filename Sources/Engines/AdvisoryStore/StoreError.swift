/// Why compiled advisories cannot be used.
public enum StoreError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The system refused; the path and what it said.
    case system(String, String)
    /// The file is not what it should be; the path and a clause that says how.
    case damaged(String, String)
    /// What is to be written is larger than a segment can be.
    case tooLarge(String)

    /// One sentence.
    public var description: String {
        switch self {
        case .system(let path, let reason): "\(path): \(reason)"
        case .damaged(let path, let reason): "\(path): \(reason)"
        case .tooLarge(let namespace): "the advisories of \(namespace) take more than 4 GiB"
        }
    }
}
