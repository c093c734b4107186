/// Why an image cannot be fetched from a registry: the place and the reason.
public struct RegistryError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What stood in the way, by what a person can do about it.
    public enum Problem: Sendable, Equatable {
        /// The text names no image.
        case badReference(String)
        /// A file of settings is not as it must be.
        case badConfiguration(String)
        /// The settings forbid the registry.
        case blocked(String)
        /// Nobody, or the wrong one, is logged in (401, 403).
        case unauthorized(String)
        /// There is no such image (404).
        case notFound(String)
        /// The registry asks to come back later, and did so until patience ended (429, 5xx).
        case busy(String)
        /// The registry cannot be reached, or cannot prove who it is.
        case unreachable(String)
        /// The answer is not what the standard says.
        case malformed(String)
        /// The bytes have another digest or size than was asked for.
        case mismatch(String)
        /// It is larger than what is fetched.
        case tooLarge(String)
        /// This machine refused.
        case system(String)
    }

    /// The image, the address or the file.
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
        case .badReference(let reason), .badConfiguration(let reason), .blocked(let reason),
            .unauthorized(let reason), .notFound(let reason), .busy(let reason), .unreachable(let reason),
            .malformed(let reason), .mismatch(let reason), .tooLarge(let reason), .system(let reason):
            "\(place): \(reason)"
        }
    }
}
