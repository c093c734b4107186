/// A condition on fields of an object, in the query grammar `path=value,path!=value`.
///
/// Only fields that a type declares selectable may be asked for; the caller checks them by ``requirements``.
public struct FieldSelector: Sendable, Hashable {
    /// One condition on one field.
    public struct Requirement: Sendable, Hashable {
        /// The field's path, such as `metadata.name`.
        public var field: String
        /// The value.
        public var value: String
        /// True for `=` and `==`, false for `!=`.
        public var isEqual: Bool

        /// Makes a requirement.
        public init(field: String, value: String, isEqual: Bool = true) {
            self.field = field
            self.value = value
            self.isEqual = isEqual
        }
    }

    /// The requirements; none match everything.
    public var requirements: [Requirement]

    /// Makes a selector of requirements.
    public init(_ requirements: [Requirement] = []) { self.requirements = requirements }

    /// Parses the query grammar; `\\`, `\,` and `\=` stand for themselves in values.
    ///
    /// - Throws: 400 `BadRequest` with kube-apiserver's sentence.
    public init(parsing text: String) throws(StatusError) {
        requirements = []
        for term in Self.terms(text) where !term.isEmpty {
            guard let (field, mark, raw) = Self.split(term) else {
                throw .badRequest("invalid selector: '\(text)'; can't understand '\(term)'")
            }
            let value = try Self.unescape(raw)
            requirements.append(Requirement(field: field, value: value, isEqual: mark != "!="))
        }
    }

    /// True when every object matches.
    public var isEmpty: Bool { requirements.isEmpty }

    /// Whether all requirements hold; a field that has no value reads as the empty string.
    public func matches(fields: [String: String]) -> Bool {
        requirements.allSatisfy { (fields[$0.field] ?? "" == $0.value) == $0.isEqual }
    }

    /// The value that a field must have, when the selector asks for exactly one.
    public func exactValue(of field: String) -> String? {
        requirements.first { $0.field == field && $0.isEqual }?.value
    }

    private static func terms(_ text: String) -> [String] {
        var terms: [String] = [""]
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if scalar == "," && !isEscaped {
                terms.append("")
                continue
            }
            isEscaped = scalar == "\\" && !isEscaped
            terms[terms.count - 1].unicodeScalars.append(scalar)
        }
        return terms
    }

    private static func split(_ term: String) -> (field: String, mark: String, value: String)? {
        let scalars = Array(term.unicodeScalars)
        func text(_ range: Range<Int>) -> String {
            var result = String.UnicodeScalarView()
            result.append(contentsOf: scalars[range])
            return String(result)
        }
        for index in scalars.indices {
            let next: Unicode.Scalar? = index + 1 < scalars.count ? scalars[index + 1] : nil
            switch (scalars[index], next) {
            case ("!", "="), ("=", "="):
                return (text(0..<index), text(index..<index + 2), text(index + 2..<scalars.count))
            case ("=", _): return (text(0..<index), "=", text(index + 1..<scalars.count))
            default: continue
            }
        }
        return nil
    }

    private static func unescape(_ raw: String) throws(StatusError) -> String {
        var result = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in raw.unicodeScalars {
            switch (isEscaped, scalar) {
            case (true, "\\"), (true, ","), (true, "="):
                result.append(scalar)
                isEscaped = false
            case (true, _):
                throw .badRequest("invalid field selector: invalid escape sequence: \\\(scalar)")
            case (false, "\\"): isEscaped = true
            case (false, ","), (false, "="):
                throw .badRequest("invalid field selector: unescaped character in value: \(scalar)")
            case (false, _): result.append(scalar)
            }
        }
        if isEscaped { throw .badRequest("invalid field selector: invalid escape sequence: \\") }
        return String(result)
    }
}
