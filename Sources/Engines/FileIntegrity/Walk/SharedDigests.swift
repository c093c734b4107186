import Host
import Synchronization

/// The digests of files that have more than one name, so that their content is read once.
final class SharedDigests: Sendable {
    private struct Key: Hashable {
        var device: UInt64
        var inode: UInt64
        var wanted: UInt64
    }

    private struct Record {
        var status: FileStatus
        var digests: [Entry.ContentDigest]
        var flags: UInt64?
        var names: UInt64
    }

    /// As many as keep a walk below its bound of memory; what does not fit is read again.
    private let limit: Int
    private let records = Mutex<[Key: Record]>([:])

    init(limit: Int = 100_000) { self.limit = limit }

    /// What was found under another name of the same file, if it has not changed since.
    func known(_ status: FileStatus, _ wanted: AttributeSet) -> (
        digests: [Entry.ContentDigest], flags: UInt64?
    )? {
        guard status.linkCount > 1 else { return nil }
        let key = Key(device: status.device, inode: status.inode, wanted: wanted.rawValue)
        return records.withLock { records in
            guard var record = records[key], record.status == status else { return nil }
            record.names -= 1
            records[key] = record.names > 1 ? record : nil
            return (record.digests, record.flags)
        }
    }

    /// Keeps what was found for the file's other names.
    func remember(_ status: FileStatus, _ wanted: AttributeSet, _ outcome: ContentReader.Outcome) {
        guard status.linkCount > 1 else { return }
        let key = Key(device: status.device, inode: status.inode, wanted: wanted.rawValue)
        let record = Record(
            status: status, digests: outcome.digests, flags: outcome.flags, names: status.linkCount)
        records.withLock { records in
            if records.count < limit { records[key] = record }
        }
    }
}
