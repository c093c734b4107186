/// Why alerts cannot be handed over, in one sentence that names the place.
public struct AlertmanagerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The Alertmanager's address, or the file that is at fault.
    public let place: String
    /// What is wrong there.
    public let reason: String

    /// The sentence.
    public var description: String { "\(place): \(reason)" }
}
