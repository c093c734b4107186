import CLinux

/// One event as the kernel hands it out (`fanotify(7)`, "Reading fanotify events").
///
/// The bytes are the kernel's, and still no length in them is trusted: an event that is not in its form ends the
/// reading, and what was read before it counts.
struct FanotifyRecord: Equatable {
    /// A file of some file system, as `open_by_handle_at(2)` takes it.
    struct Handle: Hashable {
        /// The file system's name in events.
        var fileSystem: UInt64
        /// A `struct file_handle`: length, type, and as many bytes.
        var bytes: [UInt8]
    }

    /// A name in a directory; `.` is the directory itself.
    struct Name: Hashable {
        var directory: Handle
        var name: [UInt8]
    }

    /// What the kernel says of the process.
    enum ProcessDescriptor: Equatable {
        /// The kernel is too old to say anything.
        case untold
        /// It has ended.
        case gone
        case open(Int32)
    }

    var mask: UInt64
    /// The process's number; 0 for one that this process cannot name.
    var process: Int32
    var descriptor = ProcessDescriptor.untold
    /// The file itself.
    var file: Handle?
    /// Where it is: of a rename, where it is now.
    var name: Name?
    /// Of a rename, where it was.
    var oldName: Name?

    var isOverflow: Bool { mask & UInt64(FAN_Q_OVERFLOW) != 0 }
    var isOnDirectory: Bool { mask & UInt64(FAN_ONDIR) != 0 }

    /// The events in what was read, and whether all of it was in form.
    ///
    /// The caller closes the descriptors, also when not all was in form.
    static func parse(_ bytes: UnsafeRawBufferPointer) -> (records: [FanotifyRecord], isWhole: Bool) {
        var records: [FanotifyRecord] = []
        var rest = Bytes(bytes)
        while rest.count > 0 {
            guard let length = rest.number(0, UInt32.self), let version = rest.number(4, UInt8.self),
                let head = rest.number(6, UInt16.self), let mask = rest.number(8, UInt64.self),
                let process = rest.number(20, Int32.self), version == FANOTIFY_METADATA_VERSION,
                head >= headLength, length >= UInt32(head),
                let event = rest.part(0, Int(length)),
                var parts = event.part(Int(head), event.count - Int(head))
            else { return (records, false) }
            var record = FanotifyRecord(mask: mask, process: process)
            var isWhole = true
            while parts.count > 0 {
                guard let type = parts.number(0, UInt8.self), let size = parts.number(2, UInt16.self),
                    size >= 4, let part = parts.part(0, Int(size)),
                    let next = parts.part(Int(size), parts.count - Int(size))
                else {
                    isWhole = false
                    break
                }
                if !record.take(part, type: Int32(type)) { isWhole = false }
                parts = next
            }
            records.append(record)
            guard isWhole, let next = rest.part(Int(length), rest.count - Int(length)) else {
                return (records, false)
            }
            rest = next
        }
        return (records, true)
    }

    private static let headLength = 24
    /// `MAX_HANDLE_SZ` of the kernel.
    private static let longestHandle = 128

    private mutating func take(_ part: Bytes, type: Int32) -> Bool {
        switch type {
        case FAN_EVENT_INFO_TYPE_PIDFD:
            guard let number = part.number(4, Int32.self), descriptor == .untold else { return false }
            descriptor = number >= 0 ? .open(number) : number == FAN_NOPIDFD ? .gone : .untold
            return true
        case FAN_EVENT_INFO_TYPE_FID, FAN_EVENT_INFO_TYPE_DFID:
            guard let (handle, _) = Self.handle(part) else { return false }
            if type == FAN_EVENT_INFO_TYPE_FID {
                file = handle
            } else {
                name = Name(directory: handle, name: [UInt8(ascii: ".")])
            }
            return true
        case FAN_EVENT_INFO_TYPE_DFID_NAME, FAN_EVENT_INFO_TYPE_OLD_DFID_NAME,
            FAN_EVENT_INFO_TYPE_NEW_DFID_NAME:
            guard let (handle, end) = Self.handle(part), let text = part.part(end, part.count - end) else {
                return false
            }
            let name = text.untilNUL()
            let isName =
                !name.isEmpty && name.count <= 255 && !name.contains(UInt8(ascii: "/"))
                && !name.elementsEqual("..".utf8)
            guard isName else { return false }
            let found = Name(directory: handle, name: name)
            if type == FAN_EVENT_INFO_TYPE_OLD_DFID_NAME { oldName = found } else { self.name = found }
            return true
        // What a later kernel adds is none of our business.
        default: return true
        }
    }

    private static func handle(_ part: Bytes) -> (handle: Handle, end: Int)? {
        guard let fileSystem = part.number(4, UInt64.self), let length = part.number(12, UInt32.self),
            length <= longestHandle, let bytes = part.part(12, 8 + Int(length))
        else { return nil }
        return (Handle(fileSystem: fileSystem, bytes: bytes.array), 20 + Int(length))
    }
}

/// Bytes of which none is read outside of their bounds.
private struct Bytes {
    private let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var count: Int { bytes.count }
    var array: [UInt8] { Array(bytes) }

    func number<Number: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, _ type: Number.Type) -> Number? {
        guard offset >= 0, offset <= count - MemoryLayout<Number>.size else { return nil }
        return bytes.loadUnaligned(fromByteOffset: offset, as: type)
    }

    func part(_ offset: Int, _ length: Int) -> Bytes? {
        guard offset >= 0, length >= 0, offset <= count - length else { return nil }
        return Bytes(UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)]))
    }

    func untilNUL() -> [UInt8] { Array(bytes.prefix { $0 != 0 }) }
}
