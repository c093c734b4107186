import XML

extension Object {
    init(reading reader: XMLReader) throws {
        id = try reader.required("id")
        version = reader.version
        comment = reader.attribute("comment") ?? ""
        element = reader.localName
        family = reader.family
        var entities: [Entity] = []
        try reader.forEachChild { reader in
            switch reader.localName {
            case "behaviors": behaviors = Self.behaviors(reader)
            case "filter": filters.append(try Filter(reading: reader))
            case "set": content = .set(try ObjectSet(reading: reader))
            case "notes", "Signature": break
            default: entities.append(try Entity(reading: reader))
            }
        }
        if case .entities = content { content = .entities(entities) }
    }

    /// Every behaviour that any schema of the language knows; an object kind uses a few of them.
    private static let behaviorNames = [
        "max_depth", "recurse", "recurse_direction", "recurse_file_system", "ignore_case", "multiline",
        "singleline", "noconfigfiles", "noghostfiles", "nomd5", "nosize", "nouser", "nogroup", "nomtime",
        "nomode", "nordev", "nolinkto", "nofiledigest", "nocaps", "nodeps", "nodigest", "nofiles",
        "noscripts", "nosignature", "filepaths", "windows_view", "include_group", "resolve_group",
    ]

    private static func behaviors(_ reader: XMLReader) -> [String: String] {
        var result: [String: String] = [:]
        for name in behaviorNames { result[name] = reader.attribute(name) }
        return result
    }
}

extension Filter {
    init(reading reader: XMLReader) throws {
        let action = reader.attribute("action") ?? "exclude"
        guard action == "exclude" || action == "include" else {
            throw reader.unexpected("filter has the unknown action \"\(action.prefix(80))\"")
        }
        excludes = action == "exclude"
        state = try reader.text().trimmed
    }
}

extension ObjectSet {
    /// Nesting is bounded by the reader's own depth limit.
    init(reading reader: XMLReader) throws {
        let operation: Operation = try reader.choice("set_operator", default: .union)
        var (sets, objects, filters): ([ObjectSet], [String], [Filter]) = ([], [], [])
        try reader.forEachChild { reader in
            switch reader.localName {
            case "set": sets.append(try ObjectSet(reading: reader))
            case "object_reference": objects.append(try reader.text().trimmed)
            case "filter": filters.append(try Filter(reading: reader))
            default: throw reader.unexpected("set cannot hold \(reader.localName)")
            }
        }
        guard sets.isEmpty != objects.isEmpty else {
            throw reader.unexpected("a set holds either sets or object references")
        }
        self = sets.isEmpty ? .objects(operation, objects, filters) : .sets(operation, sets)
    }
}

extension State {
    init(reading reader: XMLReader) throws {
        id = try reader.required("id")
        element = reader.localName
        combination = try reader.choice("operator", default: .and)
        try reader.forEachChild { reader in
            switch reader.localName {
            case "notes", "Signature": break
            default: entities.append(try Entity(reading: reader))
            }
        }
    }
}

extension Entity {
    private static let schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"

    init(reading reader: XMLReader) throws {
        let isField = reader.localName == "field"
        name = isField ? try reader.required("name") : reader.localName
        operation = try reader.choice("operation", default: .equals)
        datatype = try reader.choice("datatype", default: .string)
        varCheck = try reader.check("var_check")
        entityCheck = try reader.check("entity_check")
        isMasked = reader.flag("mask")
        let nilText = reader.attribute("nil", namespace: Self.schemaInstance)
        isNil = nilText == "true" || nilText == "1"
        if let variable = reader.attribute("var_ref") {
            value = .variable(variable)
        } else if datatype == .record {
            var fields: [Entity] = []
            try reader.forEachChild { reader in fields.append(try Entity(reading: reader)) }
            value = .record(fields)
        } else {
            value = .literal(try reader.valueText())
        }
    }
}

extension String {
    /// The text without the white space around it, for ids and numbers that content may set on lines of their own.
    var trimmed: String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }
        let head = utf8.drop(while: isSpace)
        guard let last = head.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(Substring(head[...last]))
    }
}
