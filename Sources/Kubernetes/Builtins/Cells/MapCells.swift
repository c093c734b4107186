import Bytes

/// Cells that show maps and selectors.
enum MapCells {
    /// How many members or elements the named fields have together.
    static func count(_ object: Object, _ fields: [String]) -> JSON { count(object.json, fields) }

    static func count(_ value: JSON?, _ fields: [String]) -> JSON {
        let counts = fields.map { value?[$0]?.object?.count ?? value?[$0]?.array?.count ?? 0 }
        return .int(Int64(counts.reduce(0, +)))
    }

    /// `a=1,b=2`, or `<none>`.
    static func pairs(_ map: JSON?) -> JSON {
        let pairs = map?.object?.map { "\($0.key)=\($0.value.string ?? "")" } ?? []
        return pairs.isEmpty ? "<none>" : .string(pairs.joined(separator: ","))
    }

    /// A `metav1.LabelSelector` in the query grammar, or `<none>`.
    static func selector(_ json: JSON?) -> JSON {
        var terms = json?["matchLabels"]?.object?.map { "\($0.key)=\($0.value.string ?? "")" } ?? []
        for expression in json?["matchExpressions"]?.array ?? [] {
            let key = expression["key"]?.string ?? ""
            let values = expression["values"]?.array?.compactMap(\.string).joined(separator: ",") ?? ""
            switch expression["operator"]?.string {
            case "In": terms.append("\(key) in (\(values))")
            case "NotIn": terms.append("\(key) notin (\(values))")
            case "Exists": terms.append(key)
            case "DoesNotExist": terms.append("!\(key)")
            default: break
            }
        }
        return terms.isEmpty ? "<none>" : .string(terms.joined(separator: ","))
    }

    /// A list with commas, cut after a number of entries as `a,b + 3 more...`; `<none>` when empty.
    static func list(_ entries: [String], limit: Int = .max) -> JSON {
        if entries.isEmpty { return "<none>" }
        if entries.count <= limit { return .string(entries.joined(separator: ",")) }
        return .string("\(entries.prefix(limit).joined(separator: ",")) + \(entries.count - limit) more...")
    }
}
