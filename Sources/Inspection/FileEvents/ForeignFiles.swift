import CLinux

/// Remembers which directories nobody asked for, so that the events of the rest of a file system cost little.
///
/// A directory stays foreign until one is renamed: the event of that comes before those of what is in it then.
struct ForeignFiles {
    private var directories: Set<FanotifyRecord.Handle> = []
    /// Files that had one name; the event of a second one comes before those of changes made under it.
    private var singles: Set<FanotifyRecord.Handle> = []
    private static let limit = 20_000

    /// Forgets everything, because an event that says otherwise may have been missed.
    mutating func forget() {
        directories.removeAll(keepingCapacity: true)
        singles.removeAll(keepingCapacity: true)
    }

    /// Nothing in the directory counts.
    mutating func note(_ directory: FanotifyRecord.Handle) {
        if directories.count >= Self.limit { directories.removeAll(keepingCapacity: true) }
        directories.insert(directory)
    }

    /// The file has no other name.
    mutating func note(single file: FanotifyRecord.Handle) {
        if singles.count >= Self.limit { singles.removeAll(keepingCapacity: true) }
        singles.insert(file)
    }

    /// Whether an event is of no interest to anybody.
    mutating func contains(_ record: FanotifyRecord) -> Bool {
        let moves = UInt64(FAN_RENAME | FAN_MOVED_FROM | FAN_MOVED_TO)
        if record.mask & moves != 0, record.isOnDirectory { directories.removeAll(keepingCapacity: true) }
        let mayAddName = record.mask & (UInt64(FAN_CREATE) | moves) != 0 || record.name == nil
        if mayAddName, let file = record.file { singles.remove(file) }
        guard let name = record.name, directories.contains(name.directory) else { return false }
        if let old = record.oldName, !directories.contains(old.directory) { return false }
        if record.isOnDirectory || record.mask & ~UInt64(FAN_DELETE | FAN_MOVED_FROM | FAN_ONDIR) == 0 {
            return true
        }
        return record.file.map { singles.contains($0) } ?? true
    }
}
