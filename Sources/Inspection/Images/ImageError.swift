/// Why an image cannot be looked at: the place and the reason.
public struct ImageError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What stood in the way.
    public enum Problem: Equatable, Sendable {
        /// The path is neither an OCI layout nor an archive of one, nor a docker archive; or it is not there.
        case notAnImage(String)
        /// The image names a part that is not there.
        case missing(String)
        /// A document of the image does not say what it must.
        case malformed(String)
        /// The bytes are others than the image says.
        case mismatch(String)
        /// The data end early or cannot be unpacked.
        case damaged(String)
        /// An entry would leave the root, or be written where nothing can be.
        case unsafe(String)
        /// The image is larger than what is unpacked.
        case tooLarge(String)
        /// The path holds several images and none, or none of that name, was chosen.
        case ambiguous(String)
        /// The system refused.
        case system(String)
    }

    /// The file, or the layer and its entry.
    public var place: String
    /// What stood in the way.
    public var problem: Problem

    /// Makes an error.
    public init(_ place: String, _ problem: Problem) {
        self.place = place
        self.problem = problem
    }

    /// One sentence: the place and the reason.
    public var description: String {
        switch problem {
        case .notAnImage(let reason), .missing(let reason), .malformed(let reason), .mismatch(let reason),
            .damaged(let reason), .unsafe(let reason), .tooLarge(let reason), .ambiguous(let reason),
            .system(let reason):
            "\(place): \(reason)"
        }
    }
}
