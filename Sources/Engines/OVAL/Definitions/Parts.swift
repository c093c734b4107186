public import Bytes

/// The parts of a document of one kind, by id.
///
/// They are read from XML all at once, or taken one by one from a flat form when they are asked for.
public struct Parts<Part: Flat & Sendable>: Sendable {
    private var read: [String: Part] = [:]
    private var flat: FlatTable<Part>?

    init() {}

    /// The part of an id, or nil.
    public subscript(_ id: String) -> Part? { flat.map { $0[id] } ?? read[id] }

    /// How many parts there are.
    public var count: Int { flat?.count ?? read.count }

    /// Whether there are none.
    public var isEmpty: Bool { count == 0 }

    /// The ids, in no order.
    public var keys: [String] { flat?.names ?? Array(read.keys) }

    /// The parts, in no order.
    public var values: [Part] { flat?.all.map(\.value) ?? Array(read.values) }

    /// The parts with their ids, in no order.
    public var all: [(id: String, part: Part)] {
        flat?.all.map { ($0.name, $0.value) } ?? read.map { ($0.key, $0.value) }
    }

    /// Something made of each part, by id.
    public func mapValues<Other>(_ transform: (Part) -> Other) -> [String: Other] {
        guard let flat else { return read.mapValues(transform) }
        return Dictionary(flat.all.map { ($0.name, transform($0.value)) }, uniquingKeysWith: { $1 })
    }

    /// Puts in a part; false when the id is taken.
    mutating func insert(_ part: Part, id: String) -> Bool { read.updateValue(part, forKey: id) == nil }

    init(flat reader: inout FlatReader) throws(FlatError) { flat = try FlatTable(flat: &reader) }

    func write(flat writer: inout FlatWriter) {
        FlatTable.write(flat == nil ? read : mapValues { $0 }, to: &writer)
    }
}
