import Host

/// What a directory held when it was looked at, in the directory's own order.
///
/// One allocation a directory, and eight bytes and the name for a file: entries that look alike share one
/// ``FileLook``. A listing never changes, so any thread can make it and the walk take it over.
struct DirectoryListing: Sendable {
    /// The listing of a directory that cannot be read.
    static let empty = DirectoryListing(
        entries: [], looks: [], subdirectories: [], names: [], hasStatuses: true)

    /// How many entries there are.
    let count: Int
    /// How many looks the entries have between them.
    let lookCount: Int
    /// How many of the entries are directories.
    let subdirectoryCount: Int
    /// Whether mode and owner were asked for.
    let hasStatuses: Bool
    /// For each entry the end of its name and its look; the looks; for each subdirectory its entry, device and
    /// inode; the names.
    private let words: [UInt32]

    /// Packs a listing.
    ///
    /// - Parameters:
    ///   - entries: For each entry the end of its name in `names` and the place of its look in `looks`.
    ///   - subdirectories: The entries that are directories, in order.
    init(
        entries: [UInt32], looks: [FileLook], subdirectories: [(entry: Int, identity: FileIdentity)],
        names: [UInt8], hasStatuses: Bool
    ) {
        count = entries.count / 2
        lookCount = looks.count
        subdirectoryCount = subdirectories.count
        self.hasStatuses = hasStatuses
        let head = entries.count + 4 * looks.count + 5 * subdirectories.count
        let size = head + (names.count + 3) / 4
        words = [UInt32](unsafeUninitializedCapacity: size) { buffer, used in
            _ = buffer[..<entries.count].initialize(fromContentsOf: entries)
            var place = entries.count
            func put(_ word: UInt32) {
                buffer.initializeElement(at: place, to: word)
                place += 1
            }
            for look in looks {
                for word in [UInt32(look.kind.rawValue), look.mode, look.userID, look.groupID] { put(word) }
            }
            for (entry, identity) in subdirectories {
                put(UInt32(truncatingIfNeeded: entry))
                for number in [identity.device, identity.inode] {
                    put(UInt32(truncatingIfNeeded: number))
                    put(UInt32(truncatingIfNeeded: number >> 32))
                }
            }
            while place < size { put(0) }
            UnsafeMutableRawBufferPointer(buffer)[(4 * head)...].copyBytes(from: names)
            used = size
        }
    }

    private var looksStart: Int { 2 * count }
    private var subdirectoriesStart: Int { looksStart + 4 * lookCount }
    private var namesStart: Int { 4 * (subdirectoriesStart + 5 * subdirectoryCount) }

    /// The place of an entry's look.
    @inline(__always)
    func lookNumber(of entry: Int) -> Int { Int(words[2 * entry + 1]) }

    /// A look.
    func look(_ number: Int) -> FileLook {
        let place = looksStart + 4 * number
        return FileLook(
            kind: kind(number), mode: words[place + 1], userID: words[place + 2], groupID: words[place + 3])
    }

    /// The kind of the entries that have a look.
    @inline(__always)
    func kind(_ number: Int) -> FileKind {
        FileKind(rawValue: UInt8(truncatingIfNeeded: words[looksStart + 4 * number])) ?? .unknown
    }

    /// The bytes of an entry's name.
    @inline(__always)
    func withName<R>(of entry: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        let start = entry == 0 ? 0 : Int(words[2 * entry - 2])
        let end = Int(words[2 * entry])
        let first = namesStart
        return words.withUnsafeBytes { bytes in
            bytes[(first + start)..<(first + end)].withMemoryRebound(to: UInt8.self, body)
        }
    }

    /// Appends an entry's name to a path.
    func appendName(of entry: Int, to path: inout [UInt8]) {
        withName(of: entry) { path.append(contentsOf: $0) }
    }

    /// The entry that a subdirectory is.
    func entry(ofSubdirectory number: Int) -> Int { Int(words[subdirectoriesStart + 5 * number]) }

    /// Which directory a subdirectory is.
    func identity(ofSubdirectory number: Int) -> FileIdentity {
        let place = subdirectoriesStart + 5 * number
        return FileIdentity(
            device: UInt64(words[place + 1]) | UInt64(words[place + 2]) << 32,
            inode: UInt64(words[place + 3]) | UInt64(words[place + 4]) << 32)
    }

    /// Which directory an entry is; nil when it is none, or was gone before it could be asked.
    func directory(at entry: Int) -> FileIdentity? {
        var range = 0..<subdirectoryCount
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            let found = self.entry(ofSubdirectory: middle)
            if found == entry { return identity(ofSubdirectory: middle) }
            range = found < entry ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }
}
