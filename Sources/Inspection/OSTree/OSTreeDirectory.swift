/// What is in one directory of a commit (libostree, `ostree-core.h`, OSTREE_TREE_GVARIANT_FORMAT).
struct OSTreeDirectory: Sendable {
    /// A directory below.
    struct Subdirectory: Sendable {
        var name: [UInt8]
        var tree: OSTreeChecksum
        var metadata: OSTreeChecksum
    }

    /// Files and links by their names, in the order of the object.
    let files: [(name: [UInt8], checksum: OSTreeChecksum)]
    /// The directories below.
    let directories: [Subdirectory]

    /// Reads an object's bytes; nil when they are no tree, or name something that no directory can hold.
    init?(_ bytes: [UInt8]) {
        // (a(say)a(sayay))
        guard let members = GVariantBytes(bytes).members([.variable(alignment: 1), .variable(alignment: 1)]),
            let fileParts = members[0].elements(), let directoryParts = members[1].elements()
        else { return nil }
        var files: [(name: [UInt8], checksum: OSTreeChecksum)] = []
        for part in fileParts {
            guard let pair = part.members([.variable(alignment: 1), .variable(alignment: 1)]),
                let name = Self.name(pair[0]), let checksum = OSTreeChecksum(bytes: pair[1].content)
            else { return nil }
            files.append((name, checksum))
        }
        var directories: [Subdirectory] = []
        for part in directoryParts {
            guard
                let triple = part.members([
                    .variable(alignment: 1), .variable(alignment: 1), .variable(alignment: 1),
                ]), let name = Self.name(triple[0]), let tree = OSTreeChecksum(bytes: triple[1].content),
                let metadata = OSTreeChecksum(bytes: triple[2].content)
            else { return nil }
            directories.append(Subdirectory(name: name, tree: tree, metadata: metadata))
        }
        self.files = files
        self.directories = directories
    }

    private static func name(_ part: GVariantBytes) -> [UInt8]? {
        guard let text = part.text, !text.isEmpty, !text.contains(UInt8(ascii: "/")) else { return nil }
        let isDots = text.count <= 2 && text.allSatisfy { $0 == UInt8(ascii: ".") }
        return isDots ? nil : Array(text)
    }
}
