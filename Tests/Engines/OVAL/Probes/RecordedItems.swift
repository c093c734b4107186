import XML

/// The collected objects of an OVAL results document.
struct RecordedItems {
    /// Fields that a second look changes, that the peer fills with something else, or that only we record.
    static let volatile: Set<String> = ["a_time", "line", "has_extended_acl"]

    /// Each object's flag.
    private(set) var flags: [String: String] = [:]
    /// Each object's items, an item as a set of `name=value`.
    private(set) var items: [String: Set<Set<String>>] = [:]

    init(path: String) throws {
        var references: [String: [String]] = [:]
        var recorded: [String: Set<String>] = [:]
        try XMLReader(path: path).forEachChild { reader in
            guard reader.localName == "results" else { return }
            try reader.forEachChild {
                try $0.forEachChild { characteristics in
                    guard characteristics.localName == "oval_system_characteristics" else { return }
                    try characteristics.forEachChild { part in
                        switch part.localName {
                        case "collected_objects":
                            try part.forEachChild { object in
                                guard let id = object.attribute("id") else { return }
                                flags[id] = object.attribute("flag")
                                try object.forEachChild {
                                    if let item = $0.attribute("item_ref") {
                                        references[id, default: []].append(item)
                                    }
                                }
                            }
                        case "system_data":
                            try part.forEachChild { item in
                                guard let id = item.attribute("id") else { return }
                                var fields: Set<String> = []
                                try item.forEachChild { field in
                                    let name = field.localName
                                    let isRecord = field.attribute("datatype") == "record"
                                    let value = isRecord ? try Self.record(field) : try field.text()
                                    if !Self.volatile.contains(name) { fields.insert("\(name)=\(value)") }
                                }
                                recorded[id] = fields
                            }
                        default: return
                        }
                    }
                }
            }
        }
        for (id, numbers) in references { items[id] = Set(numbers.compactMap { recorded[$0] }) }
    }

    /// The fields of a record as `name=value`, in an order that does not depend on who wrote them.
    private static func record(_ reader: XMLReader) throws -> String {
        var fields: [String] = []
        try reader.forEachChild { field in
            fields.append("\(field.attribute("name") ?? "")=\(try field.text())")
        }
        return fields.sorted().joined(separator: " ")
    }
}
