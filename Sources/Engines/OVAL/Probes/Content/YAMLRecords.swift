import YAML

/// What a YAML path selected, as the records of `yamlfilecontent_item` (OVAL 5.11.3, `value`).
///
/// Values without a key are fields named `#` of one record; a map is a record of its own; a list of lists is a
/// record for each inner list. What is nested deeper has no record form and is an error.
struct YAMLRecords {
    private(set) var records: [[RecordField]] = []
    /// The fields of the record of bare values.
    private var bare: [RecordField] = []

    init(_ nodes: [YAMLTree]) throws(YAMLRecordError) {
        for node in nodes { try add(node) }
        finishBare()
    }

    private mutating func add(_ node: YAMLTree) throws(YAMLRecordError) {
        guard case .sequence(let elements) = node else { return try addElement(node) }
        for element in elements {
            guard case .sequence(let inner) = element else {
                try addElement(element)
                continue
            }
            finishBare()
            var fields: [RecordField] = []
            for value in inner { fields.append(try Self.field("#", value)) }
            append(fields)
        }
    }

    private mutating func addElement(_ node: YAMLTree) throws(YAMLRecordError) {
        guard case .mapping(let members) = node else { return bare.append(try Self.field("#", node)) }
        if !bare.isEmpty { throw .mixed }
        var fields: [RecordField] = []
        for member in members {
            let key = Self.escaped(member.key)
            if case .sequence(let values) = member.value {
                for value in values { fields.append(try Self.field(key, value)) }
            } else {
                fields.append(try Self.field(key, member.value))
            }
        }
        append(fields)
    }

    private mutating func finishBare() {
        append(bare)
        bare = []
    }

    /// A record without fields says nothing and is left out.
    private mutating func append(_ fields: [RecordField]) { if !fields.isEmpty { records.append(fields) } }

    private static func field(_ name: String, _ node: YAMLTree) throws(YAMLRecordError) -> RecordField {
        guard case .scalar(let text, let isPlain, let tag) = node else { throw .tooDeep }
        let (datatype, value) = try YAMLScalar.value(text, isPlain: isPlain, tag: tag)
        return RecordField(name: name, datatype: datatype, value: value)
    }

    /// Record fields have no capital letters: each becomes `^` and its small form, and `^` is doubled.
    static func escaped(_ key: String) -> String {
        var result = ""
        for scalar in key.unicodeScalars {
            switch scalar {
            case "A"..."Z": result += "^" + String(scalar).lowercased()
            case "^": result += "^^"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// Why what a path leads to cannot be records.
enum YAMLRecordError: Error, Equatable {
    /// A list or a map stands where only a scalar can be a field.
    case tooDeep
    /// Bare values and a map stand side by side.
    case mixed
    /// A scalar is none of the type that its tag names.
    case badScalar(text: String, tag: String)

    /// The end of a sentence that begins with the path.
    var sentence: String {
        switch self {
        case .tooDeep: "leads to lists or maps inside of others, which have no record form"
        case .mixed: "leads to values and maps side by side, which have no record form"
        case .badScalar(let text, let tag): "leads to \"\(text)\", which is no \(tag)"
        }
    }
}

/// The core schema of YAML 1.2 (10.3.2), by which scalars without quotes are typed.
enum YAMLScalar {
    static func value(
        _ text: String, isPlain: Bool, tag: String?
    ) throws(YAMLRecordError) -> (Datatype, ItemValue) {
        switch tag {
        case nil: return isPlain ? plain(text) : (.string, .text(text))
        case "tag:yaml.org,2002:bool"?:
            guard let truth = boolean(text) else { throw .badScalar(text: text, tag: "bool") }
            return (.boolean, .boolean(truth))
        case "tag:yaml.org,2002:int"?:
            guard let number = integer(text) else { throw .badScalar(text: text, tag: "int") }
            return (.int, .integer(number))
        case "tag:yaml.org,2002:float"?:
            guard let number = float(text) else { throw .badScalar(text: text, tag: "float") }
            return (.float, .float(number))
        case "tag:yaml.org,2002:null"?: return (.string, .text("(null)"))
        default: return (.string, .text(text))
        }
    }

    private static func plain(_ text: String) -> (Datatype, ItemValue) {
        if ["", "~", "null", "Null", "NULL"].contains(text) { return (.string, .text("(null)")) }
        if let truth = boolean(text) { return (.boolean, .boolean(truth)) }
        if let number = integer(text) { return (.int, .integer(number)) }
        if let number = float(text) { return (.float, .float(number)) }
        return (.string, .text(text))
    }

    private static func boolean(_ text: String) -> Bool? {
        switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    /// Numbers beyond 64 bits are no `int` here and stay text.
    private static func integer(_ text: String) -> Int64? {
        if text.hasPrefix("0o") { return digits(text.dropFirst(2), radix: 8) }
        if text.hasPrefix("0x") { return digits(text.dropFirst(2), radix: 16) }
        return text.utf8.last.map(isDigit) == true ? Int64(text) : nil
    }

    private static func digits(_ text: Substring, radix: Int) -> Int64? {
        text.first == "-" || text.first == "+" ? nil : Int64(text, radix: radix)
    }

    private static func float(_ text: String) -> Double? {
        switch text {
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .infinity
        case "-.inf", "-.Inf", "-.INF": return -.infinity
        case ".nan", ".NaN", ".NAN": return .nan
        default: break
        }
        guard text.utf8.contains(where: isDigit),
            text.utf8.allSatisfy({ isDigit($0) || "+-.eE".utf8.contains($0) }), !text.hasPrefix("e"),
            !text.hasPrefix("E")
        else { return nil }
        return Double(text)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
