/// Why a bill of materials cannot be read: the file, the place in it and the reason.
public struct BillError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What stood in the way.
    public enum Problem: Sendable, Hashable {
        /// It is of a format that is not read, or of none.
        case unknownFormat(String)
        /// It is not of the form that its format asks for.
        case malformed(String)
        /// It is larger than what is read.
        case tooLarge(String)
    }

    /// The file's name, and the place in it where one is known.
    public var place: String
    /// What stood in the way.
    public var problem: Problem

    /// Says what is wrong where.
    public init(_ place: String, _ problem: Problem) {
        self.place = place
        self.problem = problem
    }

    /// One sentence.
    public var description: String {
        switch problem {
        case .unknownFormat(let reason), .malformed(let reason), .tooLarge(let reason): "\(place): \(reason)"
        }
    }
}
