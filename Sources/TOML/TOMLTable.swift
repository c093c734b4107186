import Bytes

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
                    }
                }))
    }
}
