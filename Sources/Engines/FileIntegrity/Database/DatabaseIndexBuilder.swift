import Files
import Glibc

/// Looks through a database once and keeps where its lines are.
struct DatabaseIndexBuilder {
    private(set) var content: DatabaseContent
    private(set) var reader: DatabaseReader
    private(set) var blocks: [DatabaseIndex.Block] = []
    private(set) var inodes: [DatabaseIndex.Inode] = []
    private(set) var count = 0
    private var isOrdered = true
    private var previous: [UInt8]?

    init(_ location: Location) throws(DatabaseError) {
        let name = DatabaseFile.name(of: location)
        let original = try Self.open(location, name)
        let isPlain = original.map(Self.isPlain) ?? false
        let source: ByteSource
        do {
            source = try ByteSource(original.map { .descriptor($0) } ?? location)
        } catch {
            throw DatabaseError(error.message, in: name, reason: .system)
        }
        if isPlain, let original {
            content = DatabaseContent(original, name: name)
            reader = DatabaseReader(source, name: name)
        } else {
            defer { if let original { close(original) } }
            let copy = try Self.copy(of: name)
            reader = DatabaseReader(source, name: name, onBytes: copy.append)
            // Nothing is read from it before it is whole.
            content = DatabaseContent(-1, name: name)
            try lookThrough()
            content = try Self.content(copy, name)
            if !isOrdered { try sort() }
            return
        }
        try lookThrough()
        if !isOrdered { try sort() }
    }

    private mutating func lookThrough() throws(DatabaseError) {
        while let line = try reader.next() {
            if let previous, !PathOrder.precedes(previous, line.path) { isOrdered = false }
            previous = line.path
            note(line, at: reader.lineStart, number: line.number)
        }
        previous = nil
    }

    private mutating func note(_ line: DatabaseLine, at offset: Int, number: Int) {
        if count % DatabaseIndex.linesInBlock == 0 {
            blocks.append(DatabaseIndex.Block(offset: offset, line: number))
        }
        count += 1
        if let inode = line.inode(reader.decoder) {
            inodes.append(DatabaseIndex.Inode(number: inode, block: UInt32(blocks.count - 1)))
        }
    }

    /// Writes the lines anew in order; they are held in memory for so long.
    private mutating func sort() throws(DatabaseError) {
        let old = DatabaseLines(content, at: DatabaseIndex.Block(offset: 0, line: 1))
        var lines: [DatabaseLine] = []
        while let line = try old.next() { lines.append(line) }
        lines.sort { $0.path == $1.path ? $0.number < $1.number : PathOrder.precedes($0.path, $1.path) }
        let copy = try Self.copy(of: content.name)
        (blocks, inodes, count) = ([], [], 0)
        var offset = 0
        for line in lines {
            note(line, at: offset, number: count + 1)
            let bytes = line.bytes + [UInt8(ascii: "\n")]
            bytes.withUnsafeBytes { copy.append($0) }
            offset += bytes.count
        }
        content = try Self.content(copy, content.name)
    }

    private static func copy(of name: String) throws(DatabaseError) -> NamelessFile {
        do throws(FileFailure) {
            return try NamelessFile(in: getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp")
        } catch {
            throw DatabaseError(
                "no place for the unpacked database in '\(error.path)': \(error.system)", in: name,
                reason: .system)
        }
    }

    private static func content(_ copy: NamelessFile, _ name: String) throws(DatabaseError) -> DatabaseContent
    {
        do throws(FileFailure) { return DatabaseContent(try copy.take(), name: name) } catch {
            throw DatabaseError(
                "the unpacked database cannot be written: \(error.system)", in: name, reason: .system)
        }
    }

    /// Opens a file; nil for a database that is not one.
    private static func open(_ location: Location, _ name: String) throws(DatabaseError) -> Int32? {
        guard case .file(let path) = location else { return nil }
        let descriptor = Glibc.open(LocationPath.expanded(path), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw DatabaseError(
                "open (read-only) failed for file '\(path)': \(SystemError.text(errno))", in: name,
                reason: .system)
        }
        return descriptor
    }

    /// Whether lines can be read from any place of a file.
    private static func isPlain(_ descriptor: Int32) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        var magic: [UInt8] = [0, 0]
        return pread(descriptor, &magic, 2, 0) == 2 && magic != [0x1F, 0x8B]
    }
}
