public import Advisories
public import Bytes

/// Which feeds there are, of when, and the digests of their records: what is signed, and what says how old the
/// knowledge of a machine is.
public struct FeedManifest: Sendable, Equatable {
    /// One feed.
    public struct Feed: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// The SHA-256 of its records' lines, in hexadecimal digits.
        public var digest: String
        /// How many bytes the lines have.
        public var size: Int
        /// How many advisories it has.
        public var advisories: Int
        /// Of how many CVEs it says something besides.
        public var enrichments: Int
        /// How many rows were left out when it was read.
        public var quarantined: Int
        /// When the newest of its advisories changed; nil when none says.
        public var newest: Timestamp?
        /// When it was brought in from its source.
        public var imported: Timestamp

        /// Names every part.
        public init(
            name: String, digest: String, size: Int, advisories: Int, enrichments: Int, quarantined: Int,
            newest: Timestamp?, imported: Timestamp
        ) {
            self.name = name
            self.digest = digest
            self.size = size
            self.advisories = advisories
            self.enrichments = enrichments
            self.quarantined = quarantined
            self.newest = newest
            self.imported = imported
        }
    }

    /// A number that only grows: whoever has a larger one does not go back.
    public var serial: Int
    /// When it was made.
    public var created: Timestamp
    /// The feeds, sorted by name.
    public var feeds: [Feed]

    /// Names every part.
    public init(serial: Int, created: Timestamp, feeds: [Feed]) {
        self.serial = serial
        self.created = created
        self.feeds = feeds.sorted { $0.name < $1.name }
    }

    /// The most bytes of a manifest that are read.
    static let limit = 16 << 20
    /// What every reader of JSON holds exactly (RFC 8259, section 6), and leaves room to count on.
    private static let largestSerial = 1 << 53 - 1

    /// The feed of a name; nil when there is none.
    public func feed(_ name: String) -> Feed? { feeds.first { $0.name == name } }
}

extension FeedManifest {
    /// The manifest as JSON, which ``init(_:path:)`` reads back.
    public var json: JSON {
        [
            "version": 1, "serial": .int(Int64(serial)), "created": .string(created.description),
            "feeds": .array(feeds.map(\.json)),
        ]
    }

    /// Reads a manifest.
    ///
    /// - Parameter path: what messages call it.
    /// - Throws: ``FeedsError/damaged(_:_:)`` that names the field.
    public init(_ bytes: [UInt8], path: String) throws(FeedsError) {
        let document: JSONDocument
        do throws(JSONError) { document = try JSONDocument(bytes) } catch {
            throw .damaged(path, error.description)
        }
        let root = document.root
        guard root["version"].int == 1 else { throw .damaged(path, "field \"version\" is not 1") }
        guard let serial = root["serial"].int, (0...Self.largestSerial).contains(serial) else {
            throw .damaged(path, "field \"serial\" is no number from 0 to \(Self.largestSerial)")
        }
        guard let created = root["created"].time else { throw .damaged(path, "field \"created\" is no time") }
        var feeds: [Feed] = []
        for (index, element) in root["feeds"].elements.enumerated() {
            guard let feed = Feed(element) else {
                throw .damaged(path, "field \"feeds[\(index)]\" is not as it should be")
            }
            guard !feeds.contains(where: { $0.name == feed.name }) else {
                throw .damaged(path, "feed \"\(feed.name)\" stands there twice")
            }
            feeds.append(feed)
        }
        self.init(serial: serial, created: created, feeds: feeds)
    }
}

extension FeedManifest.Feed {
    fileprivate var json: JSON {
        [
            "name": .string(name), "digest": .string(digest), "size": .int(Int64(size)),
            "advisories": .int(Int64(advisories)), "enrichments": .int(Int64(enrichments)),
            "quarantined": .int(Int64(quarantined)), "newest": JSON(newest),
            "imported": .string(imported.description),
        ]
    }

    fileprivate init?(_ view: JSONView) {
        guard let name = view["name"].string, FeedName.isValid(name), let digest = view["digest"].string,
            Hex.decode(digest)?.count == 32, let size = view["size"].int,
            (0...PackedLines.unpackedLimit).contains(size),
            let imported = view["imported"].time
        else { return nil }
        self.init(
            name: name, digest: digest, size: size, advisories: view["advisories"].int ?? 0,
            enrichments: view["enrichments"].int ?? 0, quarantined: view["quarantined"].int ?? 0,
            newest: view["newest"].time, imported: imported)
    }
}

/// Names that feeds may have: they become names of files.
public enum FeedName {
    /// Whether a name has only small letters, digits and hyphens, and not too many.
    public static func isValid(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
            }
    }
}
