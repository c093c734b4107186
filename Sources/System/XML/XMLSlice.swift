/// An element that is cut out of a document byte for byte, as a document of its own.
///
/// The namespaces that are declared around the element are declared on it, in the spelling of the source; all
/// else is as it stands there, so that a digest of the content, its comments and its line ends survive.
///
/// ```swift
/// let input = try XMLInput(path: "ssg-debian12-ds.xml")
/// let outline = try input.outline(depth: 3)
/// if let root = outline.elements.first { try outline.slice(root).forEachBlock { write($0) } }
/// ```
///
/// A slice holds places, not bytes: it is copied from the file a block at a time when it is asked for. There is
/// no XML declaration in it; the bytes are UTF-8.
public struct XMLSlice: Sendable {
    /// The start tag's beginning; the whole element when there is no input.
    let head: [UInt8]
    /// What follows the head in the input.
    let range: Range<Int>
    let input: XMLInput?

    init(head: [UInt8], range: Range<Int>, input: XMLInput) {
        self.head = head
        self.range = range
        self.input = input
    }

    /// Makes a slice of an element that is in memory as UTF-8.
    public init(bytes: [UInt8]) {
        head = bytes
        range = 0..<0
        input = nil
    }

    /// How many bytes the slice has.
    public var count: Int { head.count + range.count }

    /// Hands over the bytes in order, a block at a time.
    ///
    /// - Throws: ``XMLError`` when the file cannot be read any more or has become shorter; what `body` throws.
    public func forEachBlock(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try head.withUnsafeBytes(body)
        guard let input, !range.isEmpty else { return }
        let stream = try XMLByteStream(input, from: range.lowerBound)
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { block.deallocate() }
        var left = range.count
        while left > 0 {
            let count = try stream.read(into: .init(rebasing: block[..<min(left, block.count)]))
            guard count > 0 else {
                throw XMLError(
                    file: input.name, reason: .unreadable("it has become shorter since it was read"))
            }
            try body(UnsafeRawBufferPointer(rebasing: block[..<count]))
            left -= count
        }
    }

    /// All bytes at once.
    ///
    /// - Throws: ``XMLError`` as ``forEachBlock(_:)`` does.
    public func bytes() throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        try forEachBlock { bytes += $0 }
        return bytes
    }
}
