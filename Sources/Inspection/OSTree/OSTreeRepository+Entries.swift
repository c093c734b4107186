import Host

/// A file or directory of a commit.
public enum OSTreeEntry: Sendable, Equatable {
    /// A directory, and what is said of it.
    case directory(metadata: OSTreeChecksum)
    /// A file or link, by the object that has its content and what is said of it.
    case file(OSTreeChecksum)
}

extension OSTreeRepository {
    /// As deep as no real tree is.
    private static let deepest = 500
    /// As many as no real commit has: trees may stand in one another again and again.
    private static let mostEntries = 5_000_000

    /// Calls `body` with each file and directory of a commit, a directory before what is in it.
    ///
    /// Paths begin with a slash; of the root nothing is told.
    ///
    /// - Throws: ``OSTreeError``, after as much as could be read.
    public func forEachEntry(
        of commit: OSTreeCommit, _ body: (_ path: [UInt8], _ entry: OSTreeEntry) -> Void
    ) throws(OSTreeError) {
        var count = 0
        try forEach(in: commit.tree, [], 0, &count, body)
    }

    private func forEach(
        in tree: OSTreeChecksum, _ path: [UInt8], _ depth: Int, _ count: inout Int,
        _ body: (_ path: [UInt8], _ entry: OSTreeEntry) -> Void
    ) throws(OSTreeError) {
        guard depth < Self.deepest else { throw .damaged(place(tree, "dirtree"), "lies too deep") }
        let directory = try directory(tree)
        count += directory.files.count + directory.directories.count
        guard count <= Self.mostEntries else {
            throw .damaged(place(tree, "dirtree"), "has more below it than any system")
        }
        let prefix = path + [UInt8(ascii: "/")]
        for file in directory.files { body(prefix + file.name, .file(file.checksum)) }
        for below in directory.directories {
            body(prefix + below.name, .directory(metadata: below.metadata))
            try forEach(in: below.tree, prefix + below.name, depth + 1, &count, body)
        }
    }

    /// What a commit has at a path; nil when it has nothing there.
    ///
    /// - Throws: ``OSTreeError``.
    public func entry(at path: [UInt8], of commit: OSTreeCommit) throws(OSTreeError) -> OSTreeEntry? {
        var found = OSTreeEntry.directory(metadata: commit.treeMetadata)
        var tree: OSTreeChecksum? = commit.tree
        for name in path.split(separator: UInt8(ascii: "/")) {
            // Nothing is below a file.
            guard let here = tree else { return nil }
            let directory = try directory(here)
            if let below = directory.directories.first(where: { $0.name.elementsEqual(name) }) {
                found = .directory(metadata: below.metadata)
                tree = below.tree
            } else if let file = directory.files.first(where: { $0.name.elementsEqual(name) }) {
                found = .file(file.checksum)
                tree = nil
            } else {
                return nil
            }
        }
        return found
    }

    /// What is said of an entry besides its content; nothing of it is compared with its name but of a directory.
    ///
    /// - Throws: ``OSTreeError``.
    public func metadata(of entry: OSTreeEntry) throws(OSTreeError) -> OSTreeMetadata {
        switch entry {
        case .directory(let checksum): try directoryMetadata(checksum)
        case .file(let checksum): try file(checksum).metadata
        }
    }
}
