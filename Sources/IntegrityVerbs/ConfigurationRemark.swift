public import Bytes
public import FileIntegrity

/// Something that a person should know of a configuration, with its place.
public struct ConfigurationRemark: Sendable, Equatable {
    /// How much it matters.
    public enum Level: String, Sendable {
        /// The configuration cannot be used.
        case error
        /// It most likely does not do what was meant.
        case warning
        /// It may not do what was meant.
        case notice
    }

    /// How much it matters.
    public var level: Level
    /// Where; nil when no line is to blame.
    public var place: ConfigurationPlace?
    /// What is so.
    public var message: String

    /// Makes a remark.
    public init(level: Level, place: ConfigurationPlace?, message: String) {
        self.level = level
        self.place = place
        self.message = message
    }

    /// What the engine noted while it read.
    init(_ note: ConfigurationNote) {
        self.init(
            level: note.level == .warning ? .warning : .notice, place: note.place, message: note.message)
    }

    /// One line that begins with file, line and column.
    public var text: String {
        let line = place.map { "\($0): " } ?? ""
        return PlainText.escaped("\(line)\(level.rawValue): \(message)")
    }

    /// The remark as an object.
    public var json: JSON {
        var object: JSON = ["level": .string(level.rawValue), "message": .string(message)]
        if let place {
            object["file"] = .string(place.file)
            object["line"] = .int(Int64(place.line))
            object["column"] = .int(Int64(place.column))
            object["text"] = .string(place.text)
        }
        return object
    }
}
