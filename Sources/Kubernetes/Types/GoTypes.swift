import Synchronization

/// Kubernetes' own types as Go declares them, read from ``TypeTable`` when they are first asked for.
///
/// Reading JSON, defaulting, strategic merge, server-side apply, protobuf and OpenAPI all follow this table.
public enum GoTypes {
    private struct Cache {
        var rows: [String: Range<Int>] = [:]
        var structs: [String: GoStruct] = [:]
    }

    private static let cache = Mutex(Cache(rows: index()))

    /// The structure of a name, or nil.
    static func structure(_ name: String) -> GoStruct? {
        if let known = cache.withLock({ $0.structs[name] }) { return known }
        guard let rows = cache.withLock({ $0.rows[name] }) else { return nil }
        let made = parse(name, rows)
        // Two readers may have made it at once; they made the same.
        cache.withLock { $0.structs[name] = made }
        return made
    }

    /// The structure of a kind, or nil when it is none of Kubernetes' own.
    ///
    /// Options and `Status` are of every group; alpha and beta versions read as `v1` where that is all we know.
    static func structure(of kind: GroupVersionKind) -> GoStruct? {
        let isOptions = kind.kind.hasSuffix("Options")
        guard let group = packages[kind.group] else {
            return isOptions ? structure("meta/v1.\(kind.kind)") : nil
        }
        for package in ["\(group)/\(kind.version)", "\(group)/v1", "meta/v1"] {
            if let found = structure("\(package).\(kind.kind)"), found.isKind { return found }
        }
        return nil
    }

    /// The package of each group: others have kinds of the same names that are none of Kubernetes' own.
    private static let packages: [String: String] = {
        var packages = ["": "core"]
        for group in ["apps", "autoscaling", "batch", "policy"] { packages[group] = group }
        for group in [
            "admissionregistration", "apiextensions", "apiregistration", "authentication", "authorization",
            "certificates", "coordination", "discovery", "events", "meta", "networking", "node", "scheduling",
            "storage",
        ] { packages["\(group).k8s.io"] = group }
        packages["rbac.authorization.k8s.io"] = "rbac"
        packages["flowcontrol.apiserver.k8s.io"] = "flowcontrol"
        return packages
    }()

    /// Every name in the table.
    static var names: [String] { cache.withLock { Array($0.rows.keys) } }

    /// A structure's name as Go prints it: `core/v1.Container` is `v1.Container`.
    static func printed(_ name: String) -> String {
        name.split(separator: "/").last.map(String.init) ?? name
    }

    // MARK: The table

    private static func text(_ range: Range<Int>) -> String {
        TypeTable.text.withUTF8Buffer { String(decoding: $0[range], as: UTF8.self) }
    }

    /// Where the fields of each type stand, with its heading.
    private static func index() -> [String: Range<Int>] {
        TypeTable.text.withUTF8Buffer { text in
            var rows: [String: Range<Int>] = [:]
            var heading = 0
            func close(at end: Int) {
                guard heading < end else { return }
                let line = text[heading..<end].prefix { $0 != UInt8(ascii: "\n") }
                let name = line.dropFirst().prefix { $0 != UInt8(ascii: " ") }
                rows[String(decoding: name, as: UTF8.self)] = heading..<end
            }
            for place in text.indices where text[place] == UInt8(ascii: "=") {
                guard place == 0 || text[place - 1] == UInt8(ascii: "\n") else { continue }
                close(at: place)
                heading = place
            }
            close(at: text.count)
            return rows
        }
    }

    private static func parse(_ name: String, _ rows: Range<Int>) -> GoStruct {
        let lines = text(rows).split(separator: "\n")
        let marks = lines.first?.split(separator: " ").dropFirst() ?? []
        let fields = lines.dropFirst().compactMap(field)
        var members: [String: GoField] = [:]
        for field in fields {
            if field.isInline, case .structure(let inner) = field.type.shape {
                members.merge(structure(inner)?.members ?? [:]) { own, _ in own }
            } else {
                members[field.name] = field
            }
        }
        return GoStruct(
            name: name, isKind: marks.contains("kind"), isAtomic: marks.contains("atomic"), fields: fields,
            members: members)
    }

    private static func field(_ line: Substring) -> GoField? {
        let words = line.split(separator: " ")
        guard words.count >= 3, let number = Int(words[2]) else { return nil }
        var field = GoField(name: String(words[0]), type: type(words[1]), number: number)
        for flag in words.count > 3 ? words[3].split(separator: ",") : [] {
            let halves = flag.split(separator: "=", maxSplits: 1)
            let value = halves.count == 2 ? String(halves[1]) : nil
            switch halves[0] {
            case "+": field.isAlwaysWritten = true
            case "!": field.isRequired = true
            case "a": field.listType = .atomic
            case "u": field.listType = .set
            case "k": field.listType = .map(keys: (value ?? "").split(separator: ":").map(String.init))
            case "A": field.isAtomic = true
            case "m": field.patchMerge = value.map { .byKey($0) } ?? .asSet
            case "R": field.retainsKeys = true
            case "d": field.keyDefault = value
            default: break
            }
        }
        return field
    }

    private static func type(_ code: Substring) -> GoType {
        var code = code
        let isPointer = code.hasPrefix("*")
        if isPointer { code = code.dropFirst() }
        var printed: String?
        if code.hasPrefix("("), let end = code.firstIndex(of: ")") {
            printed = String(code[code.index(after: code.startIndex)..<end])
            code = code[code.index(after: end)...]
        }
        let (shape, name) = shape(code)
        return GoType(shape: shape, isPointer: isPointer, printed: printed ?? name)
    }

    private static func shape(_ code: Substring) -> (GoType.Shape, printed: String) {
        switch code.first {
        case "[":
            let element = type(code.dropFirst())
            return (.list(element), "[]\(element.printed)")
        case "{":
            let element = type(code.dropFirst())
            return (.map(element), "map[string]\(element.printed)")
        default: break
        }
        return switch code {
        case "s": (.string, "string")
        case "b": (.bool, "bool")
        case "i": (.int32, "int32")
        case "l": (.int64, "int64")
        case "f": (.float64, "float64")
        case "y": (.bytes, "[]uint8")
        case "t": (.time, "v1.Time")
        case "T": (.microTime, "v1.MicroTime")
        case "q": (.quantity, "resource.Quantity")
        case "x": (.intOrString, "intstr.IntOrString")
        case "r": (.rawExtension, "runtime.RawExtension")
        case "J": (.json, "v1.JSON")
        case "F": (.fieldsV1, "v1.FieldsV1")
        case "O": (.schemaOrBool, "v1.JSONSchemaPropsOrBool")
        case "A": (.schemaOrArray, "v1.JSONSchemaPropsOrArray")
        case "P": (.schemaOrTexts, "v1.JSONSchemaPropsOrStringArray")
        case "w": (.wrappedTexts, "[]string")
        default: (.structure(String(code)), printed(String(code)))
        }
    }
}
