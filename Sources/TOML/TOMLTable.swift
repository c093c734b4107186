import Bytes

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
                    }
                }))
    }
}

/// An array of tables (`[[name]]`) while it grows.
final class TOMLTables {
    var tables: [TOMLTable] = []
}
