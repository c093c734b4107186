/// A value that can be laid flat into bytes and be made again from them, without parsing.
///
/// The form is for caches that the same program wrote: it has no names and no versions of its own.
public protocol Flat {
    /// Makes the value from what ``write(flat:)`` wrote.
    ///
    /// - Throws: ``FlatError`` when the bytes hold something else.
    init(flat reader: inout FlatReader) throws(FlatError)
    /// Appends the value.
    func write(flat writer: inout FlatWriter)
}

/// Bytes that do not hold the value that is asked of them.
public struct FlatError: Error, Equatable, CustomStringConvertible {
    /// The place of the first byte that is wrong.
    public let offset: Int

    /// Makes the error for a place.
    public init(offset: Int) { self.offset = offset }

    /// One sentence.
    public var description: String { "the flat form is damaged at byte \(offset)" }
}

/// An enumeration that is written as the place of its case in a list.
///
/// The list is kept by the type: `allCases` would be made anew for every value that is read.
public protocol FlatChoice: Flat, Equatable {
    /// Every case, in an order that all readers and writers of one program share.
    static var flatCases: [Self] { get }
}

extension FlatChoice {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        let index = Int(try reader.byte())
        guard index < Self.flatCases.count else { throw reader.damaged }
        self = Self.flatCases[index]
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        writer.byte(UInt8(Self.flatCases.firstIndex(of: self) ?? 255))
    }
}

extension String: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) { self = try reader.text() }
    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) { writer.text(self) }
}

extension Bool: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        let byte = try reader.byte()
        guard byte < 2 else { throw reader.damaged }
        self = byte == 1
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) { writer.byte(self ? 1 : 0) }
}

extension UInt8: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) { self = try reader.byte() }
    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) { writer.byte(self) }
}

extension Int: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        let number = try reader.number()
        // Zigzag: small negative numbers stay short.
        self = Int(bitPattern: number >> 1) ^ -Int(number & 1)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        writer.number(UInt(bitPattern: self &<< 1 ^ self &>> (Self.bitWidth - 1)))
    }
}

extension Double: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self = Double(bitPattern: UInt64(try reader.number()))
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) { writer.number(UInt(bitPattern)) }
}

extension Optional: Flat where Wrapped: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self = try Bool(flat: &reader) ? try Wrapped(flat: &reader) : nil
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        writer.byte(self == nil ? 0 : 1)
        self?.write(flat: &writer)
    }
}

extension Array: Flat where Element: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        let count = try reader.count()
        self = []
        reserveCapacity(count)
        for _ in 0..<count { append(try Element(flat: &reader)) }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        writer.number(UInt(count))
        for element in self { element.write(flat: &writer) }
    }
}

extension Dictionary: Flat where Key == String, Value: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        let count = try reader.count()
        self = Dictionary(minimumCapacity: count)
        for _ in 0..<count {
            let key = try reader.text()
            self[key] = try Value(flat: &reader)
        }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        writer.number(UInt(count))
        for (key, value) in sorted(by: { $0.key < $1.key }) {
            writer.text(key)
            value.write(flat: &writer)
        }
    }
}
