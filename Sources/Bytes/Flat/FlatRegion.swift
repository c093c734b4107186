import Glibc

/// Bytes that stay where they are: a file mapped into memory, or a copy of an array.
public final class FlatRegion: @unchecked Sendable {
    // Nothing writes to the bytes between the initialiser and the deinitialiser, so threads may share them.

    /// The bytes; valid as long as the region is.
    public let bytes: UnsafeRawBufferPointer
    private let release: (UnsafeRawBufferPointer) -> Void

    /// Maps an open file whole; nil when the system refuses.
    ///
    /// The file must not shrink while the region is there: writers replace it under its name.
    public init?(mapping descriptor: Int32, size: Int) {
        guard size > 0, let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
            start != MAP_FAILED
        else { return nil }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
        release = { munmap(UnsafeMutableRawPointer(mutating: $0.baseAddress), $0.count) }
    }

    /// Copies bytes.
    public init(_ array: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: array.count, alignment: 16)
        copy.copyBytes(from: array)
        bytes = UnsafeRawBufferPointer(copy)
        release = { $0.deallocate() }
    }

    /// A part of another region's bytes, which count from the part's beginning.
    public init(_ range: Range<Int>, of whole: FlatRegion) {
        bytes = UnsafeRawBufferPointer(rebasing: whole.bytes[range])
        release = { _ in withExtendedLifetime(whole) {} }
    }

    deinit { release(bytes) }
}
