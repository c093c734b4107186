/// What a commit says (libostree, `ostree-core.h`, OSTREE_COMMIT_GVARIANT_FORMAT).
public struct OSTreeCommit: Sendable, Equatable {
    /// The object's name.
    public let checksum: OSTreeChecksum
    /// One line of a person; may be empty.
    public let subject: String
    /// Seconds since 1970.
    public let time: Int64
    /// The texts among its metadata, such as `version`.
    public let metadata: [String: String]
    /// The tree of the root directory.
    public let tree: OSTreeChecksum
    /// What is said of the root directory itself.
    public let treeMetadata: OSTreeChecksum

    /// The version of the operating system; nil when the commit names none.
    public var version: String? { metadata["version"] }

    /// Reads an object's bytes; nil when they are no commit.
    init?(_ bytes: [UInt8], checksum: OSTreeChecksum) {
        // (a{sv}aya(say)sstayay): metadata, parent, related objects, subject, body, time, tree, its metadata.
        let layout: [GVariantBytes.Member] = [
            .variable(alignment: 8), .variable(alignment: 1), .variable(alignment: 1),
            .variable(alignment: 1),
            .variable(alignment: 1), .fixed(size: 8, alignment: 8), .variable(alignment: 1),
            .variable(alignment: 1),
        ]
        guard let members = GVariantBytes(bytes).members(layout), let subject = members[3].text,
            let time = members[5].bigEndian, let tree = OSTreeChecksum(bytes: members[6].content),
            let treeMetadata = OSTreeChecksum(bytes: members[7].content),
            let entries = members[0].elements(alignment: 8)
        else { return nil }
        var metadata: [String: String] = [:]
        for entry in entries {
            guard let pair = entry.members([.variable(alignment: 1), .variable(alignment: 8)]),
                let key = pair[0].text
            else { return nil }
            // A variant is a value, a zero and the name of its type; a text ends with a zero of its own.
            let value = pair[1].content
            guard value.count >= 3, value.suffix(3).elementsEqual([0, 0, UInt8(ascii: "s")]) else { continue }
            metadata[String(decoding: key, as: UTF8.self)] = String(
                decoding: value.dropLast(3), as: UTF8.self)
        }
        self.checksum = checksum
        self.subject = String(decoding: subject, as: UTF8.self)
        self.time = Int64(clamping: time)
        self.metadata = metadata
        self.tree = tree
        self.treeMetadata = treeMetadata
    }
}
