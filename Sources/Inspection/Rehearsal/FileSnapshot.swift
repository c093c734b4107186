import Bytes
import Glibc

/// Files as they were before a script ran, kept in a directory until nobody wants them back.
///
/// The directory holds `journal.json`, which says what was where, and the contents in files named by number.
/// The journal is written last and renamed into place: a directory without one stands for nothing, and its
/// script has not run.
public struct FileSnapshot: Sendable {
    /// The directory.
    public let directory: String
    /// The root that the paths are below; empty for `/`.
    let root: String
    let entries: [Entry]

    /// One path as it was.
    struct Entry: Sendable {
        let path: String
        /// Nil when nothing was there.
        let attributes: FileAttributes?
        /// The number of the file that holds the contents of a regular file.
        let contents: Int?
    }

    /// Keeps the files that a script is going to change.
    ///
    /// - Parameters:
    ///   - paths: Where on the machine.
    ///   - root: The directory that is the machine's `/`.
    ///   - directory: Where they are kept; must not be there yet.
    public init(of paths: [String], root: String, in directory: String) throws {
        self.directory = directory
        self.root = root == "/" ? "" : root
        guard mkdir(directory, 0o700) == 0 else { throw RehearsalError("making the directory", directory) }
        var entries: [Entry] = []
        for path in paths.sorted() {
            let attributes = try FileAttributes(path: self.root + path)
            var contents: Int?
            if attributes?.isRegular == true {
                contents = entries.count
                try FileCopy.write(self.root + path, to: "\(directory)/\(entries.count)", mode: 0o600)
            }
            entries.append(Entry(path: path, attributes: attributes, contents: contents))
        }
        self.entries = entries
        try FileCopy.write(json.bytes, to: directory + "/journal.part", mode: 0o600)
        guard rename(directory + "/journal.part", directory + "/journal.json") == 0 else {
            throw RehearsalError("writing", directory + "/journal.json")
        }
        FileCopy.flush(directory: directory)
    }

    /// Opens a snapshot that an earlier process made.
    public init(directory: String) throws {
        self.directory = directory
        let path = directory + "/journal.json"
        let bytes = try FileCopy.read(path)
        guard let journal = try? JSON(parsing: bytes), let root = journal["root"]?.string,
            let list = journal["entries"]?.array
        else { throw SnapshotError(path) }
        self.root = root
        entries = try list.map { entry in
            guard let path = entry["path"]?.string, path.hasPrefix("/") else {
                throw SnapshotError(directory + "/journal.json")
            }
            return Entry(
                path: path, attributes: try entry["was"].map { try FileAttributes($0, in: directory) },
                contents: entry["contents"]?.int)
        }
    }

    /// Brings every file back: what was changed or removed is as it was, what was created is gone.
    ///
    /// Each file is written beside its place and renamed, so that it is never half there. A directory that was
    /// created and now holds other files stays.
    public func restore() throws {
        for entry in entries {
            guard let attributes = entry.attributes else { continue }
            let path = root + entry.path
            if attributes.isRegular {
                guard let contents = entry.contents else { throw SnapshotError(directory + "/journal.json") }
                let part = "\(path).martlet-restore"
                unlink(part)
                try FileCopy.write("\(directory)/\(contents)", to: part, mode: 0o600)
                try attributes.set(on: part)
                guard rename(part, path) == 0 else { throw RehearsalError("bringing back", path) }
            } else {
                try attributes.make(at: path)
            }
        }
        for entry in entries.reversed() where entry.attributes == nil {
            if unlink(root + entry.path) != 0, errno == EISDIR { rmdir(root + entry.path) }
        }
    }

    /// Forgets the files.
    public func remove() {
        // Without its journal it stands for nothing, whatever is left of it.
        unlink(directory + "/journal.json")
        for entry in entries { if let contents = entry.contents { unlink("\(directory)/\(contents)") } }
        rmdir(directory)
    }

    private var json: JSON {
        [
            "root": .string(root),
            "entries": .array(
                entries.map { entry in
                    var json: JSON = ["path": .string(entry.path)]
                    if let attributes = entry.attributes { json["was"] = attributes.json }
                    if let contents = entry.contents { json["contents"] = .int(Int64(contents)) }
                    return json
                }),
        ]
    }
}

/// A snapshot that cannot be read.
public struct SnapshotError: Error, CustomStringConvertible {
    /// The sentence for a person.
    public let description: String

    init(_ path: String) { description = "\(path) is not the journal of a snapshot" }
}
