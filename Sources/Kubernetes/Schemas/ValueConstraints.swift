import Bytes
import Patterns

/// What a schema demands of a value beyond its type and its members' names.
struct ValueConstraints: Sendable {
    /// A bound on a number.
    struct Bound: Sendable {
        var value: JSON
        var isExclusive: Bool
    }

    var required: [String]
    var allowed: [JSON]?
    var format: String?
    var pattern: SchemaPattern?
    var minLength: Int?
    var maxLength: Int?
    var minimum: Bound?
    var maximum: Bound?
    var multipleOf: Double?
    var minItems: Int?
    var maxItems: Int?
    var uniqueItems: Bool
    var minProperties: Int?
    var maxProperties: Int?
    var oneOf: [StructuralSchema]
    var anyOf: [StructuralSchema]
    var allOf: [StructuralSchema]
    var not: StructuralSchema?

    init(_ json: JSON) {
        required = json["required"]?.array?.compactMap(\.string) ?? []
        allowed = json["enum"]?.array
        format = json["format"]?.string
        pattern = (json["pattern"]?.string).map(SchemaPattern.init)
        minLength = json["minLength"]?.int
        maxLength = json["maxLength"]?.int
        minimum = json["minimum"].map {
            Bound(value: $0, isExclusive: json["exclusiveMinimum"]?.bool ?? false)
        }
        maximum = json["maximum"].map {
            Bound(value: $0, isExclusive: json["exclusiveMaximum"]?.bool ?? false)
        }
        multipleOf = json["multipleOf"]?.double
        minItems = json["minItems"]?.int
        maxItems = json["maxItems"]?.int
        uniqueItems = json["uniqueItems"]?.bool ?? false
        minProperties = json["minProperties"]?.int
        maxProperties = json["maxProperties"]?.int
        oneOf = json["oneOf"]?.array?.map(StructuralSchema.init) ?? []
        anyOf = json["anyOf"]?.array?.map(StructuralSchema.init) ?? []
        allOf = json["allOf"]?.array?.map(StructuralSchema.init) ?? []
        not = json["not"].map(StructuralSchema.init)
    }
}

/// A `pattern` of a schema: RE2's syntax and meaning, matched by PCRE2.
struct SchemaPattern: Sendable {
    let source: String
    /// Why the pattern cannot be used, or nil.
    let problem: String?
    private let compiled: Pattern?

    init(_ source: String) {
        self.source = source
        if let unsupported = Self.unsupportedSyntax(source) {
            compiled = nil
            problem = "error parsing regexp: invalid or unsupported Perl syntax: `\(unsupported)`"
            return
        }
        do {
            compiled = try Pattern(Self.translate(source), options: [.utf8])
            problem = nil
        } catch {
            compiled = nil
            problem = "error parsing regexp: \(error)"
        }
    }

    /// Whether the pattern matches anywhere in a text; a match that costs too much is none.
    func matches(_ text: String) -> Bool { (try? compiled?.matches(text)) ?? false }

    /// What RE2 does not have because it could not match in linear time.
    private static func unsupportedSyntax(_ source: String) -> String? {
        let bytes = Array(source.utf8)
        var index = 0
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "\\") {
                let next = bytes[index + 1]
                if next >= UInt8(ascii: "1") && next <= UInt8(ascii: "9") {
                    return String(decoding: bytes[index...index + 1], as: UTF8.self)
                }
                index += 2
                continue
            }
            for mark in ["(?=", "(?!", "(?<=", "(?<!", "(?>", "(?#", "(?R", "(?|", "(*"] {
                if bytes[index...].starts(with: mark.utf8) { return mark }
            }
            index += 1
        }
        return nil
    }

    /// `$` means the end of the text in RE2, and in PCRE also the place before a last newline.
    private static func translate(_ source: String) -> String {
        if source.contains("(?m") || source.contains("(?sm") || source.contains("(?im") { return source }
        var result: [UInt8] = []
        var isEscaped = false
        var isInClass = false
        for byte in source.utf8 {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "[") {
                isInClass = true
            } else if byte == UInt8(ascii: "]") {
                isInClass = false
            } else if byte == UInt8(ascii: "$") && !isInClass {
                result.append(contentsOf: "\\z".utf8)
                continue
            }
            result.append(byte)
        }
        return String(decoding: result, as: UTF8.self)
    }
}
