/// Reads the files of one kind of feed.
///
/// What cannot be believed is given as ``FeedItem/quarantined(_:)`` and never stops the reading. Things are given
/// as they are read, so that a feed that is one large file need not be held as a whole.
public protocol FeedReader: Sendable {
    /// What the feed is called in the advisories that come from it.
    var feed: String { get }

    /// Whether a file is one that the reader reads, by the last part of its name; others are passed over.
    func wants(_ file: FeedFile.Name) -> Bool

    /// Reads one file.
    func read(_ file: FeedFile, _ give: @escaping (FeedItem) -> Void)
}

/// A file of a feed, whole and unpacked.
public struct FeedFile: Sendable {
    /// The path of a file inside its feed.
    public typealias Name = String

    /// Its path inside the feed; messages name it.
    public var name: Name
    /// Its bytes.
    public var bytes: [UInt8]

    /// Makes a file.
    public init(name: Name, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Makes a file of text.
    public init(name: Name, text: String) { self.init(name: name, bytes: Array(text.utf8)) }

    /// The part of the name after the last slash.
    public var lastName: Substring { Self.last(of: name) }

    /// The part of a name after the last slash.
    static func last(of name: Name) -> Substring {
        name.utf8.lastIndex(of: UInt8(ascii: "/")).map { name[name.index(after: $0)...] } ?? name[...]
    }
}
