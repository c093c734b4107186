/// Reads values that a ``FlatWriter`` laid flat, in the same order.
///
/// Nothing in the bytes is trusted: whatever would lead out of them, nest without end or promise more than there
/// is ends in a ``FlatError``.
public struct FlatReader {
    /// The bytes, for values that are to be read later.
    public let region: FlatRegion
    /// The place of the next byte.
    public private(set) var position: Int
    private var depth = 0
    /// Texts that others are repetitions of, so that equal ones share their storage.
    private var shared: [Int: String] = [:]

    /// A reader that begins at a place.
    public init(_ region: FlatRegion, at position: Int = 0) {
        self.region = region
        self.position = min(max(position, 0), region.bytes.count)
    }

    /// The error for the place where the reader is.
    public var damaged: FlatError { FlatError(offset: position) }

    /// The next byte.
    public mutating func byte() throws(FlatError) -> UInt8 {
        guard position < region.bytes.count else { throw damaged }
        defer { position += 1 }
        return region.bytes[position]
    }

    /// The next number.
    public mutating func number() throws(FlatError) -> UInt {
        var number: UInt = 0
        var shift: UInt = 0
        while true {
            let byte = try byte()
            guard shift < 63 || byte < 2 else { throw damaged }
            number |= UInt(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
    }

    /// How many values follow; each of them takes a byte or more.
    public mutating func count() throws(FlatError) -> Int {
        let count = try number()
        guard count <= UInt(region.bytes.count - position) else { throw damaged }
        return Int(count)
    }

    /// The next text.
    public mutating func text() throws(FlatError) -> String {
        let start = position
        let head = try number()
        guard head & 1 == 1 else { return String(decoding: try slice(head >> 1), as: UTF8.self) }
        let place = Int(head >> 1)
        if let known = shared[place] { return known }
        guard place < start else { throw FlatError(offset: start) }
        let end = position
        position = place
        let length = try number()
        guard length & 1 == 0 else { throw FlatError(offset: start) }
        let text = String(decoding: try slice(length >> 1), as: UTF8.self)
        position = end
        shared[place] = text
        return text
    }

    /// The bytes of the next text, which stands here itself.
    mutating func wholeText() throws(FlatError) -> UnsafeRawBufferPointer {
        let head = try number()
        guard head & 1 == 0 else { throw damaged }
        return try slice(head >> 1)
    }

    /// The four bytes at the reader's place.
    mutating func fixed() throws(FlatError) -> Int {
        Int(UInt32(littleEndian: try slice(4).loadUnaligned(as: UInt32.self)))
    }

    /// Passes over bytes.
    mutating func skip(_ count: Int) throws(FlatError) { _ = try slice(UInt(bitPattern: count)) }

    /// Reads a value that may hold values of its own kind.
    public mutating func nested<Value>(
        _ body: (inout FlatReader) throws(FlatError) -> Value
    ) throws(FlatError) -> Value {
        guard depth < Self.depthLimit else { throw damaged }
        depth += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func slice(_ count: UInt) throws(FlatError) -> UnsafeRawBufferPointer {
        guard count <= UInt(region.bytes.count - position) else { throw damaged }
        defer { position += Int(count) }
        return UnsafeRawBufferPointer(rebasing: region.bytes[position..<(position + Int(count))])
    }

    /// The parser of the documents stops at 256 too.
    private static let depthLimit = 300
}
