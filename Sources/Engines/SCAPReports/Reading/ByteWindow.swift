import Glibc

/// A window over a file that moves forward and can be set anywhere, so that reading a large file takes little
/// memory.
///
/// The descriptor is read and never mapped: a file that is cut short while it is read would kill the process.
/// Like the scanner's, its places are read and written whole and not checked for overlapping access.
final class ByteWindow {
    /// The longest run that is looked at as a whole: one tag, comment or text.
    static let limit = 64 << 20

    private let descriptor: Int32
    @exclusivity(unchecked) private(set) var bytes: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// Where the first byte of the window lies in the file.
    @exclusivity(unchecked) private(set) var base = 0
    /// How many bytes the window holds.
    @exclusivity(unchecked) private(set) var count = 0
    @exclusivity(unchecked) private(set) var isAtEnd: Bool

    init(path: String) throws(ReportError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            throw ReportError(file: path, "cannot be read: \(String(cString: strerror(errno)))")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw ReportError(file: path, "cannot be read: it is not a regular file")
        }
        capacity = 1 << 18
        bytes = .allocate(capacity: capacity)
        isAtEnd = false
    }

    /// A window that holds a whole document.
    init(_ document: [UInt8]) {
        descriptor = -1
        capacity = max(document.count, 1)
        bytes = .allocate(capacity: capacity)
        isAtEnd = true
        document.withUnsafeBufferPointer { source in
            if let address = source.baseAddress { bytes.update(from: address, count: source.count) }
        }
        count = document.count
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        bytes.deallocate()
    }

    /// Drops what lies before `start` and reads more; false when nothing more can be had.
    func advance(keeping start: Int) -> Bool {
        guard !isAtEnd else { return false }
        let kept = count - start
        if kept == capacity {
            guard capacity < Self.limit else { return false }
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
            larger.update(from: bytes + start, count: kept)
            bytes.deallocate()
            bytes = larger
            capacity *= 2
        } else if start > 0 {
            bytes.update(from: bytes + start, count: kept)
        }
        base += start
        count = kept
        let got = pread(descriptor, bytes + kept, capacity - kept, off_t(base + kept))
        if got <= 0 {
            isAtEnd = true
            return false
        }
        count += got
        return true
    }

    /// Sets the window's first byte; returns where it lies in the window.
    func seek(to offset: Int) -> Int {
        if offset >= base, offset <= base + count { return offset - base }
        guard descriptor >= 0 else { return count }
        base = offset
        count = 0
        isAtEnd = false
        return 0
    }

    /// The bytes of a part of the file, of which at most `limit` are read.
    func copy(_ range: Range<Int>, limit: Int = ByteWindow.limit) -> [UInt8] {
        let length = min(range.count, limit)
        if range.lowerBound >= base, range.lowerBound + length <= base + count {
            let start = bytes + (range.lowerBound - base)
            return Array(UnsafeBufferPointer(start: start, count: length))
        }
        guard descriptor >= 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: length) { target, filled in
            guard let base = target.baseAddress else { return }
            while filled < length {
                let offset = off_t(range.lowerBound + filled)
                let got = pread(descriptor, base + filled, length - filled, offset)
                if got <= 0 { break }
                filled += got
            }
        }
    }
}
