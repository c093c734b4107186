import Glibc

/// What files are said to be, where the file system below a root cannot say it: owners, modes, times, device numbers
/// and extended attributes of an image that was unpacked by somebody without privileges.
///
/// Kept by inode, so that every way to a file leads to its record.
public struct RecordedStatuses: Sendable {
    /// What is said of one file.
    public struct Record: Equatable, Sendable {
        /// File type and permission bits.
        public var mode: UInt32
        /// The owner's number.
        public var userID: UInt32
        /// The group's number.
        public var groupID: UInt32
        /// Last change of the content, in seconds since 1970; the times of looking and of the inode are the same.
        public var modified: Int64
        /// The device that a device file stands for; 0 for other files.
        public var deviceNumber: UInt64

        /// Makes a record.
        public init(mode: UInt32, userID: UInt32, groupID: UInt32, modified: Int64, deviceNumber: UInt64 = 0)
        {
            self.mode = mode
            self.userID = userID
            self.groupID = groupID
            self.modified = modified
            self.deviceNumber = deviceNumber
        }
    }

    private var records: [UInt64: Record] = [:]
    private var attributes: [UInt64: [String: [UInt8]]] = [:]

    /// No records.
    public init() {}

    /// What is said of an inode; nil when nothing is.
    public subscript(_ inode: UInt64) -> Record? { records[inode] }

    /// Says what an inode is, with all its extended attributes.
    public mutating func record(_ record: Record, _ attributes: [String: [UInt8]], of inode: UInt64) {
        records[inode] = record
        self.attributes[inode] = attributes.isEmpty ? nil : attributes
    }

    /// The extended attributes of an inode.
    func attributes(of inode: UInt64) -> [String: [UInt8]] { attributes[inode] ?? [:] }
}

extension Host {
    /// Whether what files are said to be is recorded beside them, so that their times tell nothing.
    public var hasRecordedStatuses: Bool { recorded != nil }

    /// A file's status as it is recorded, or as the system has it.
    func statusAsRecorded(_ status: stat) -> FileStatus {
        var result = FileStatus(status)
        guard let record = recorded?[result.inode] else { return result }
        result.mode = record.mode
        result.userID = record.userID
        result.groupID = record.groupID
        result.accessTime = record.modified
        result.changeTime = record.modified
        result.modificationTime = record.modified
        result.deviceNumber = record.deviceNumber
        return result
    }
}
