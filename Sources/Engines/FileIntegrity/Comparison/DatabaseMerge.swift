import Glibc

/// Goes through an old database beside the new entries, both in the order of paths, and keeps what differs.
final class DatabaseMerge {
    private let old: DatabaseEntries?
    private let configuration: Configuration
    private let limit: PathLimit?
    private let comparison: EntryComparison
    private let encoder: EntryEncoder
    private let writer: DatabaseWriter?
    /// Whether lines of the old database can be compared without being read.
    private let comparesLines: Bool
    private var line: [UInt8] = []
    /// Whether an entry says no more than its line.
    private let linesSayAll: Bool
    /// The tree of the old database's entries, when somebody wants to know it.
    private var tree: MerkleTree?
    private var canonical = CanonicalEntry()
    private var scope: (directory: [UInt8], scope: RuleScope)?

    /// What differs, in order.
    private(set) var differences: [Difference] = []
    /// How many entries there are now.
    private(set) var total = 0
    /// An old entry that no rule takes; such entries do not count.
    private(set) var strayOld: [UInt8]?

    /// - Parameters:
    ///   - old: the old database; nil when there is none to compare with.
    ///   - writer: takes all new entries; nil when no database is written.
    ///   - makesTree: whether ``oldTree`` is wanted.
    init(
        old: DatabaseEntries?, configuration: Configuration, limit: PathLimit?, comparison: EntryComparison,
        writer: DatabaseWriter?, makesTree: Bool = false
    ) {
        self.old = old
        self.configuration = configuration
        self.limit = limit
        self.comparison = comparison
        self.writer = writer
        encoder =
            writer?.encoder
            ?? EntryEncoder(columns: configuration.effectiveColumns, dialect: configuration.dialect)
        comparesLines = old?.decoder.isOf(encoder) ?? false
        linesSayAll = Self.everyField.isSubset(of: AttributeSet(encoder.columns.map(\.bit)))
        tree = makesTree ? MerkleTree() : nil
    }

    /// Columns besides those that attributes name: an entry always has these fields.
    private static let everyField = AttributeSet(.name, .attributes, .permissions, .inode)

    /// The tree of the old database, when it was wanted and all of it has been taken.
    var oldTree: BaselineTree? { tree.map { BaselineTree(root: $0.root, count: $0.count) } }

    /// Takes an entry of the old database into its tree.
    private func note(_ entry: Entry) {
        guard tree != nil else { return }
        canonical.write(entry)
        tree?.append(leaf: canonical.bytes)
    }

    /// Takes the next new entry.
    func take(_ entry: Entry) throws(DatabaseError) {
        total += 1
        while let old, let next = old.next, PathOrder.precedes(next.path, entry.path) {
            try takeGone(next)
            try old.advance()
        }
        var entry = entry
        try sortAttributes(&entry)
        line.removeAll(keepingCapacity: true)
        if writer != nil || comparesLines { encoder.append(entry, to: &line) }
        try writer?.write(line: line)
        guard let old else {
            if keepsAll { differences.append(Difference(old: nil, new: entry)) }
            return
        }
        guard let next = old.next, next.path == entry.path else {
            differences.append(Difference(old: nil, new: entry))
            return
        }
        if comparesLines, isSameLine(next.bytes) {
            // What is written alike is alike, so the line need not be read: were it not so, the tree would be
            // another and nothing would be believed.
            if tree != nil { note(linesSayAll ? entry : try old.decoder.entry(next)) }
        } else {
            let before = try old.decoder.entry(next)
            note(before)
            if isTaken(before, besides: entry) {
                let changed = comparison.changes(before, entry)
                if !changed.isEmpty || before.attributes != entry.attributes {
                    var before = before
                    if before.extended.count == entry.extended.count {
                        before.extended = EntryComparison.sorted(before.extended)
                    }
                    differences.append(Difference(old: before, new: entry, changed: changed))
                }
            } else {
                differences.append(Difference(old: nil, new: entry))
            }
        }
        try old.advance()
    }

    /// Takes what is left of the old database.
    func finish() throws(DatabaseError) {
        while let old, let next = old.next {
            try takeGone(next)
            try old.advance()
        }
    }

    /// What each entry of a first database is said to be when reports want to see it.
    var keepsAll = false

    /// What the old database has twice.
    var warnings: [String] { old?.warnings ?? [] }

    /// The peer sorts extended attributes when it compares as many with as many, and writes and reports them so.
    private func sortAttributes(_ entry: inout Entry) throws(DatabaseError) {
        guard entry.extended.count > 1, let old, let next = old.next, next.path == entry.path else { return }
        let before = try old.decoder.entry(next)
        if before.extended.count == entry.extended.count {
            entry.extended = EntryComparison.sorted(entry.extended)
        }
    }

    private func isSameLine(_ bytes: [UInt8]) -> Bool {
        bytes.count + 1 == line.count
            && line.withUnsafeBytes { line in
                bytes.withUnsafeBytes { bytes in
                    guard let left = line.baseAddress, let right = bytes.baseAddress else { return true }
                    return memcmp(left, right, bytes.count) == 0
                }
            }
    }

    private func takeGone(_ next: DatabaseLine) throws(DatabaseError) {
        guard let old else { return }
        if let limit, limit.refusal(of: next.path) != nil {
            // What the command does not look at stays as it was.
            if configuration.dialect != .v0_19 || writer != nil { total += 1 }
            if writer == nil, tree == nil { return }
            let entry = try old.decoder.entry(next)
            note(entry)
            try writer?.write(entry)
            return
        }
        let entry = try old.decoder.entry(next)
        note(entry)
        if isTaken(entry, besides: nil) { differences.append(Difference(old: entry, new: nil)) }
    }

    /// Whether the rules take what an old entry was; before 0.19 the others are passed over.
    private func isTaken(_ entry: Entry, besides new: Entry?) -> Bool {
        if configuration.dialect == .v0_19 || new?.typeBits == entry.typeBits { return true }
        let directory = RuleTree.parent(of: entry.path)
        if scope?.directory != directory {
            scope = (directory, RuleScope(configuration.rules, directory: directory))
        }
        let isTaken = scope?.scope.match(entry.path, entry.kind).isTaken ?? false
        if !isTaken, strayOld == nil { strayOld = entry.path }
        return isTaken
    }
}
