import Bytes
import Digests
import Glibc

/// An index as it lies on the disk, mapped and found whole.
///
/// ```
/// "martlet content index 1\n"   24 bytes
/// records                       ContentRecord, in the order of the walk
/// trailer                       the number of records; the clocks when it was written; the boot's name in 40 bytes
/// SHA-256 of all that           32 bytes
/// ```
final class ContentIndexFile: Sendable {
    /// Why an index is not used.
    struct Refusal: Error, Equatable {
        /// One sentence; nil when there is no index.
        var message: String?
    }

    static let magic = Array("martlet content index 1\n".utf8)
    static let trailerSize = 64
    static let digestSize = 32
    private static let largest = 1 << 35

    /// The clocks when the index was written.
    let written: ClockReading
    /// How many records there are.
    let count: UInt64
    /// Its size in bytes.
    var size: Int { region.bytes.count }
    private let region: FlatRegion
    private let table: ContentIndexTable

    /// Maps and checks an index.
    init(_ path: String) throws(Refusal) {
        func refusal(_ reason: String) -> Refusal {
            Refusal(message: "the content index '\(path)' \(reason)")
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        if descriptor < 0, errno == ENOENT { throw Refusal(message: nil) }
        guard descriptor >= 0 else { throw refusal("cannot be opened: \(SystemError.text(errno))") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw refusal("is no regular file")
        }
        guard status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
            throw refusal("can be written by others than the user of this program")
        }
        let size = Int(status.st_size)
        let frame = Self.magic.count + Self.trailerSize + Self.digestSize
        guard size >= frame, size <= Self.largest, size % 8 == 0 else { throw refusal("is cut off") }
        guard let region = FlatRegion(mapping: descriptor, size: size) else {
            throw refusal("cannot be mapped: \(SystemError.text(errno))")
        }
        guard region.bytes.starts(with: Self.magic) else { throw refusal("is of another kind") }
        guard Self.isWhole(region.bytes) else { throw refusal("is damaged: its checksum differs") }
        let trailerStart = size - Self.trailerSize - Self.digestSize
        let trailer = UnsafeRawBufferPointer(rebasing: region.bytes[trailerStart..<size])
        let count = trailer.number(0)
        let boot = trailer[24..<Self.trailerSize].prefix { $0 != 0 }
        written = ClockReading(
            boot: String(decoding: boot, as: UTF8.self), realtime: Int64(bitPattern: trailer.number(1)),
            uptime: Int64(bitPattern: trailer.number(2)))
        guard let table = ContentIndexTable(region.bytes, Self.magic.count..<trailerStart, count: count)
        else {
            throw refusal("is damaged: its records do not fill it")
        }
        self.count = count
        self.region = region
        self.table = table
    }

    /// The place of the record of an inode, one with some digests if there is one; nil when there is none.
    func place(of key: ContentKey, wanted: AttributeSet) -> Int? {
        table.place(fileSystem: key.fileSystem, inode: key.inode, wanted: wanted, in: region.bytes)
    }

    /// The bytes of the record at a place.
    func record(at place: Int) -> UnsafeRawBufferPointer { Self.record(at: place, in: region.bytes) }

    /// The places of all records.
    func forEachPlace(_ body: (Int) -> Void) {
        var place = Self.magic.count
        for _ in 0..<count {
            body(place)
            place += record(at: place).count
        }
    }

    /// Lets the kernel take back the memory of a part; it can be read again.
    func release(_ range: Range<Int>) { Self.release(range, of: region.bytes) }

    private static func record(at place: Int, in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let head = UnsafeRawBufferPointer(rebasing: bytes[place..<place + ContentRecord.headSize])
        let size = ContentRecord.size(of: ContentRecord.set(of: head)) ?? ContentRecord.headSize
        return UnsafeRawBufferPointer(rebasing: bytes[place..<place + size])
    }

    private static func isWhole(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let bank = DigestBank([.sha256])
        bank.start()
        let end = bytes.count - digestSize
        for start in stride(from: 0, to: end, by: 1 << 20) {
            let piece = start..<min(start + 1 << 20, end)
            bank.update(UnsafeRawBufferPointer(rebasing: bytes[piece]))
            release(piece, of: bytes)
        }
        return bank.finish().first?.elementsEqual(bytes[end...]) ?? false
    }

    /// Lets the kernel take back the whole pages of a range of mapped bytes.
    static func release(_ range: Range<Int>, of bytes: UnsafeRawBufferPointer) {
        let page = 4096
        let (start, end) = ((range.lowerBound + page - 1) & ~(page - 1), range.upperBound & ~(page - 1))
        guard start < end, let base = bytes.baseAddress else { return }
        madvise(UnsafeMutableRawPointer(mutating: base + start), end - start, MADV_DONTNEED)
    }
}
