/// Values by name, laid flat so that one can be read without the others.
///
/// ```swift
/// FlatTable.write(["a": 1, "b": 2], to: &writer)
/// let table = try FlatTable<Int>(flat: &reader)
/// print(table["b"] ?? 0)
/// ```
public struct FlatTable<Value: Flat>: Sendable {
    /// How many values there are.
    public let count: Int
    private let region: FlatRegion
    /// Where the places of the entries stand, four bytes each, in the order of the names.
    private let index: Int

    /// Lays values flat.
    public static func write(_ values: [String: Value], to writer: inout FlatWriter) {
        let names = values.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        writer.number(UInt(names.count))
        // Where the table ends, for readers that pass over it.
        let end = writer.bytes.count
        writer.fixed(0)
        let index = writer.bytes.count
        for _ in names { writer.fixed(0) }
        for (place, name) in names.enumerated() {
            writer.replace(at: index + 4 * place, with: writer.bytes.count)
            writer.whole(name)
            values[name]?.write(flat: &writer)
        }
        writer.replace(at: end, with: writer.bytes.count)
    }

    /// Finds the table at the reader's place and passes over it.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        count = try reader.count()
        let end = try reader.fixed()
        region = reader.region
        index = reader.position
        guard end >= index + 4 * count else { throw reader.damaged }
        try reader.skip(end - index)
    }

    /// The value of a name; nil when there is none or when it cannot be read.
    public subscript(_ name: String) -> Value? {
        var name = name
        return name.withUTF8 { wanted in
            let wanted = UnsafeRawBufferPointer(wanted)
            var (low, high) = (0, count)
            while low < high {
                let middle = (low + high) / 2
                guard var reader = entry(middle), let found = try? reader.wholeText() else { return nil }
                let order = Self.order(found, wanted)
                if order == 0 { return try? Value(flat: &reader) }
                if order < 0 { low = middle + 1 } else { high = middle }
            }
            return nil
        }
    }

    /// The names, sorted by their bytes.
    public var names: [String] {
        (0..<count).compactMap { place in
            guard var reader = entry(place), let name = try? reader.wholeText() else { return nil }
            return String(decoding: name, as: UTF8.self)
        }
    }

    /// Every name with its value, sorted by the names' bytes; one that cannot be read is left out.
    public var all: [(name: String, value: Value)] {
        (0..<count).compactMap { place in
            guard var reader = entry(place), let name = try? reader.wholeText(),
                let value = try? Value(flat: &reader)
            else { return nil }
            return (String(decoding: name, as: UTF8.self), value)
        }
    }

    /// A reader on the name of the entry at a place in the order.
    private func entry(_ place: Int) -> FlatReader? {
        var reader = FlatReader(region, at: index + 4 * place)
        guard let start = try? reader.fixed() else { return nil }
        return FlatReader(region, at: start)
    }

    private static func order(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Int {
        for place in 0..<min(first.count, second.count) where first[place] != second[place] {
            return first[place] < second[place] ? -1 : 1
        }
        return first.count - second.count
    }
}
