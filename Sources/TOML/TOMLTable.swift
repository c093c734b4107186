import Bytes

<<<<<<< HEAD
/// A table while it is read: what it holds, and what may still be added.
final class TOMLTable {
    /// How a table came to be; each way has its own rule for what may be added (TOML 1.0.0, "Table").
    enum Origin {
        /// As a part of a header's name: a header of its own may follow.
        case implied
        /// By a header.
        case header
        /// By a dotted key: other dotted keys may add to it.
        case dottedKey
        /// By an inline table, which is complete.
        case inline
    }

    enum Value {
        case leaf(JSON)
        case table(TOMLTable)
        /// The tables of one name in double brackets.
        case tables([TOMLTable])
    }

    var origin: Origin
    var values: [String: Value] = [:]

    init(_ origin: Origin) { self.origin = origin }

    var json: JSON {
        .object(
            JSONObject(
                values.map { name, value in
                    switch value {
                    case .leaf(let leaf): (name, leaf)
                    case .table(let table): (name, table.json)
                    case .tables(let tables): (name, .array(tables.map(\.json)))
=======
/// A table while the text that fills it is read.
///
/// A class, because headers come back to tables that stand deep in others.
final class TOMLTable {
    /// What a key may stand for.
    enum Entry {
        case value(JSON)
        case table(TOMLTable)
        case tables(TOMLTables)
    }

    /// How a table came to be, which decides who may add to it (TOML 1.0.0, "Table").
    enum Origin { case implied, header, dotted, inline }

    let depth: Int
    var origin = Origin.implied
    private var entries: [String: Entry] = [:]

    init(depth: Int) { self.depth = depth }

    subscript(_ key: String) -> Entry? {
        get { entries[key] }
        set { entries[key] = newValue }
    }

    var json: JSON {
        let names = entries.keys.sorted(by: JSONObject.precedes)
        return .object(
            JSONObject(
                sortedNames: names,
                values: names.map { name in
                    switch entries[name] {
                    case .value(let value): value
                    case .table(let table): table.json
                    case .tables(let list): .array(list.tables.map(\.json))
                    case nil: .null
>>>>>>> invlang
                    }
                }))
    }
}
<<<<<<< HEAD
=======

/// An array of tables (`[[name]]`) while it grows.
final class TOMLTables {
    var tables: [TOMLTable] = []
}
>>>>>>> invlang
