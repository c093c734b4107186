import CLibxml2

/// Hands a document's bytes to libxml2, after the guard has seen them.
final class XMLFeed {
    /// Why the bytes stopped; libxml2 knows only that they did.
    private(set) var failure: XMLError?

    private let stream: XMLByteStream
    private let head: [UInt8]
    private var left: Int
    private var check: XMLGuard
    private let block: UnsafeMutableRawBufferPointer
    private var ready = 0..<0
    private var isAtStart = true

    convenience init(_ input: XMLInput) throws(XMLError) {
        try self.init(XMLByteStream(input), head: [], length: .max, name: input.name)
    }

    convenience init(_ slice: XMLSlice) throws(XMLError) {
        if let input = slice.input {
            let stream = try XMLByteStream(input, from: slice.range.lowerBound)
            try self.init(stream, head: slice.head, length: slice.range.count, name: input.name)
        } else {
            try self.init(XMLInput(bytes: slice.head, name: ""))
        }
    }

    private init(_ stream: XMLByteStream, head: [UInt8], length: Int, name: String) throws(XMLError) {
        self.stream = stream
        self.head = head
        left = length
        check = XMLGuard(file: name)
        block = .allocate(byteCount: max(1 << 16, 2 * head.count), alignment: 16)
        _ = refill()
        if let failure { throw failure }
    }

    deinit { block.deallocate() }

    /// A libxml2 reader over the bytes, or nil when memory is exhausted; it must not outlive the feed.
    func reader(name: String, options: Int32) -> xmlTextReaderPtr? {
        xmlReaderForIO(
            { context, buffer, count in
                guard let context, let buffer else { return -1 }
                let feed = Unmanaged<XMLFeed>.fromOpaque(context).takeUnretainedValue()
                return feed.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(count)))
            }, nil, Unmanaged.passUnretained(self).toOpaque(), name, nil, options)
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int32 {
        if ready.isEmpty, !refill() { return failure == nil ? 0 : -1 }
        let count = min(ready.count, buffer.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[ready.prefix(count)]))
        ready = ready.dropFirst(count)
        return Int32(count)
    }

    /// Reads and judges the next block; false at the end or at a failure.
    private func refill() -> Bool {
        guard failure == nil, left > 0 else { return false }
        do throws(XMLError) {
            var filled = 0
            if isAtStart {
                filled = head.count
                block.copyBytes(from: head)
                isAtStart = false
            }
            let room = UnsafeMutableRawBufferPointer(rebasing: block[filled...].prefix(left))
            let count = try stream.read(into: room)
            left -= count
            ready = 0..<(filled + count)
            guard !ready.isEmpty else { return false }
            try check.check(UnsafeRawBufferPointer(rebasing: block[ready]))
            return true
        } catch {
            failure = error
            return false
        }
    }
}
