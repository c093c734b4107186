/// Why a configuration cannot be used: the place and what is wrong there.
public struct ConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What stands in the way, by the exit code that it ends the peer's program with.
    public enum Reason: Int32, Sendable {
        /// A line says what the language does not allow.
        case invalid = 17
        /// The file cannot be read.
        case unreadable = 18
        /// A program whose output should have been included was not run or failed.
        case execution = 20
    }

    /// What stands in the way.
    public var reason: Reason
    /// Where; nil when no line is to blame.
    public var place: ConfigurationPlace?
    /// What is wrong, without the place.
    public var message: String

    /// An error of the configuration as a whole.
    public init(missing message: String) { self.init(message, at: nil) }

    init(_ message: String, at place: ConfigurationPlace?, reason: Reason = .invalid) {
        self.reason = reason
        self.place = place
        self.message = message
    }

    /// One sentence that begins with file, line and column.
    public var description: String {
        guard let place else { return message }
        return "\(place): \(message) (line: '\(place.text)')"
    }
}

/// A place in a configuration.
public struct ConfigurationPlace: Equatable, Sendable, CustomStringConvertible {
    /// The file as it was named, or `(--before)` and `(--after)` for the command line's additions.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The byte of the line, from 1.
    public var column: Int
    /// The whole line.
    public var text: String

    /// `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }
}

/// Something that a configuration is told about without being refused.
public struct ConfigurationNote: Equatable, Sendable {
    /// How much it matters.
    public enum Level: Sendable {
        /// It does most likely not do what was meant.
        case warning
        /// It may not do what was meant.
        case notice
    }

    /// How much it matters.
    public var level: Level
    /// Where.
    public var place: ConfigurationPlace
    /// What, without the place.
    public var message: String
    /// The sentence with its place.
    public var text: String { "\(place.file):\(place.line): \(message) (line: '\(place.text)')" }
}
