import Glibc

/// Finds single entries of a database by their paths or inodes without holding it in memory.
///
/// Of every 32 lines the place of the first is kept, and sixteen bytes a line for the inodes: 17 MB for a million
/// entries. A database that is packed or in another order is kept unpacked in a file without a name.
///
/// Belongs to one thread.
public final class DatabaseIndex {
    /// Where some lines begin.
    struct Block {
        var offset: Int
        /// The number of the first line, from 1.
        var line: Int
    }

    /// Which block tells of an inode.
    struct Inode {
        var number: UInt64
        var block: UInt32
    }

    /// How many entries there are.
    public let count: Int
    /// What is odd about the database but no reason to refuse it.
    public let warnings: [String]
    /// Knows the columns.
    let reader: DatabaseReader
    private let content: DatabaseContent
    private let blocks: [Block]
    private let inodes: [Inode]

    static let linesInBlock = 32

    /// Looks through a database.
    ///
    /// - Throws: ``DatabaseError`` when it is not there, damaged or cut off.
    public init(_ location: Location) throws(DatabaseError) {
        let built = try DatabaseIndexBuilder(location)
        (content, reader, blocks) = (built.content, built.reader, built.blocks)
        inodes = built.inodes.sorted { $0.number < $1.number }
        count = built.count
        warnings = built.reader.warnings
    }

    /// The entry of a path; nil when there is none.
    ///
    /// - Throws: ``DatabaseError`` when its line cannot be read.
    public func entry(of path: [UInt8]) throws(DatabaseError) -> Entry? {
        guard let line = try line(of: path) else { return nil }
        return try reader.decoder.entry(line)
    }

    /// The paths of the entries that had an inode of this number when the database was written.
    public func paths(ofInode number: UInt64) throws(DatabaseError) -> [[UInt8]] {
        var low = 0
        var high = inodes.count
        while low < high {
            let middle = (low + high) / 2
            if inodes[middle].number < number { low = middle + 1 } else { high = middle }
        }
        var found = Set<UInt32>()
        while low < inodes.count, inodes[low].number == number {
            found.insert(inodes[low].block)
            low += 1
        }
        var paths: [[UInt8]] = []
        for block in found.sorted() {
            let lines = lines(from: Int(block))
            for _ in 0..<Self.linesInBlock {
                guard let line = try lines.next() else { break }
                if line.inode(reader.decoder) == number { paths.append(line.path) }
            }
        }
        return paths
    }

    /// The paths of all entries below a directory, in order.
    public func paths(below directory: [UInt8]) throws(DatabaseError) -> DatabasePaths {
        let prefix = directory.count == 1 ? directory : directory + [UInt8(ascii: "/")]
        return DatabasePaths(try lines(before: prefix), prefix)
    }

    /// The line of a path; nil when there is none.
    func line(of path: [UInt8]) throws(DatabaseError) -> DatabaseLine? {
        let lines = try lines(before: path)
        while let line = try lines.next() {
            if line.path == path { return line }
            if !PathOrder.precedes(line.path, path) { break }
        }
        return nil
    }

    /// The lines from the last block on that does not begin after a path.
    private func lines(before path: [UInt8]) throws(DatabaseError) -> DatabaseLines {
        var low = 0
        var high = blocks.count
        while low + 1 < high {
            let middle = (low + high) / 2
            guard let first = try lines(from: middle).next()?.path else { break }
            if PathOrder.precedes(first, path) { low = middle } else { high = middle }
        }
        return lines(from: low)
    }

    private func lines(from block: Int) -> DatabaseLines {
        guard block < blocks.count else { return DatabaseLines(content, at: Block(offset: .max, line: 0)) }
        return DatabaseLines(content, at: blocks[block])
    }
}

/// The paths of some entries that stand together.
public final class DatabasePaths {
    private let lines: DatabaseLines
    private let prefix: [UInt8]

    init(_ lines: DatabaseLines, _ prefix: [UInt8]) {
        self.lines = lines
        self.prefix = prefix
    }

    /// The next path; nil after the last.
    ///
    /// - Throws: ``DatabaseError`` when the database cannot be read any more.
    public func next() throws(DatabaseError) -> [UInt8]? {
        while let line = try lines.next() {
            if line.path.count > prefix.count, line.path.starts(with: prefix) { return line.path }
            if line.path != prefix, !PathOrder.precedes(line.path, prefix) { return nil }
        }
        return nil
    }
}
