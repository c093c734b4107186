import Bytes

/// A fix whose files stand in it URL-encoded, with templates inside of the encoding.
///
/// Content writes a file into an Ignition `data:` URL as `{{ %7B%7B.v%7D%7D%0A }}`: what stands between the outer
/// braces is decoded, carried out as a template, and encoded again. Everything else of the fix stays as it is,
/// but for plain actions such as `{{.v}}`, which are carried out where they stand.
public struct EncodedTemplate: Sendable {
    private let parts: [Part]

    /// A stretch of the fix.
    private struct Part: Sendable {
        let template: GoTemplate
        /// Whether what comes of it is encoded again.
        let isEncoded: Bool
    }

    /// Reads a fix's text.
    ///
    /// - Throws: ``TemplateError`` of the block that is wrong.
    public init(_ source: String, functions: GoTemplate.Functions = .content) throws(TemplateError) {
        var parts: [Part] = []
        var plain = ""
        var rest = source[...]
        while let open = Self.first("{{", in: rest) {
            plain += rest[..<open]
            let inner = rest[open...].dropFirst(2)
            guard let close = Self.first("}}", in: inner),
                let encoded = Self.encodedBlock(inner[..<close])
            else {
                plain += "{{"
                rest = inner
                continue
            }
            parts.append(Part(template: try GoTemplate(plain, functions: functions), isEncoded: false))
            parts.append(Part(template: try GoTemplate(encoded, functions: functions), isEncoded: true))
            plain = ""
            rest = inner[close...].dropFirst(2)
        }
        parts.append(Part(template: try GoTemplate(plain + rest, functions: functions), isEncoded: false))
        self.parts = parts
    }

    /// The names of the data's members that the fix asks for.
    public var fieldNames: Set<String> {
        parts.reduce(into: []) { $0.formUnion($1.template.fieldNames) }
    }

    /// The fix for some values.
    ///
    /// - Throws: ``TemplateError`` of the block that is wrong.
    public func render(
        _ data: TemplateValue, missingKey: GoTemplate.MissingKey = .error
    ) throws(TemplateError) -> String {
        var result = ""
        for part in parts {
            let text = try part.template.render(data, missingKey: missingKey)
            result += part.isEncoded ? TemplateEscape.pathSegment(text) : text
        }
        return result
    }

    /// The decoded text of a block; nil for an action of the language, which never holds a `%XX` unquoted.
    private static func encodedBlock(_ inner: Substring) -> String? {
        var bytes = Array(inner.utf8)[...]
        while let byte = bytes.first, byte == 0x20 || byte == 0x0A || byte == 0x09 { bytes.removeFirst() }
        while let byte = bytes.last, byte == 0x20 || byte == 0x0A || byte == 0x09 { bytes.removeLast() }
        guard bytes.contains(UInt8(ascii: "%")), !bytes.contains(0x20), !bytes.contains(UInt8(ascii: "\""))
        else {
            return nil
        }
        var decoded: [UInt8] = []
        while let byte = bytes.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                decoded.append(byte)
                continue
            }
            guard bytes.count >= 2, let high = Hex.digit(bytes.removeFirst()),
                let low = Hex.digit(bytes.removeFirst())
            else { return nil }
            decoded.append(high << 4 | low)
        }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func first(_ word: String, in text: Substring) -> Substring.Index? {
        var place = text.startIndex
        while let brace = text[place...].firstIndex(of: Character(String(word.prefix(1)))) {
            if text[brace...].hasPrefix(word) { return brace }
            place = text.index(after: brace)
        }
        return nil
    }
}

extension GoTemplate.Functions {
    /// The functions that compliance content may call besides the language's own.
    public static let content: GoTemplate.Functions = ["toArrayByComma": arrayByComma]

    /// The parts of a text between commas.
    @Sendable private static func arrayByComma(_ arguments: [TemplateValue]) throws(TemplateFunctionError)
        -> TemplateValue
    {
        guard arguments.count == 1 else {
            throw TemplateFunctionError("wrong number of args: want 1 got \(arguments.count)")
        }
        guard case .string(let text) = arguments[0] else {
            throw TemplateFunctionError(
                "wrong type for value; expected string; got \(arguments[0].typeName)")
        }
        return .list(text.split(separator: ",", omittingEmptySubsequences: false).map { .string(String($0)) })
    }
}
