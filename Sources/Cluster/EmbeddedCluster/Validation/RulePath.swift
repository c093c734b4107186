import Kubernetes

/// A rule's `fieldPath`: names of members after dots, or in brackets and single quotes.
enum RulePath {
    /// The path as causes show it; nil for one that the schema does not have.
    static func normalized(_ path: String, in schema: StructuralSchema) -> String? {
        var schema = schema
        var rest = Array(path.unicodeScalars)[...]
        var result = ""
        while let mark = rest.popFirst() {
            guard let name = mark == "." ? plain(&rest) : mark == "[" ? bracketed(&rest) : nil else {
                return nil
            }
            if let property = schema.properties[name] {
                result += result.isEmpty ? name : ".\(name)"
                schema = property
            } else if schema.properties.isEmpty, let value = schema.additional {
                result += "[\(name)]"
                schema = value
            } else {
                return nil
            }
        }
        return result.isEmpty ? nil : result
    }

    private static func plain(_ rest: inout ArraySlice<Unicode.Scalar>) -> String? {
        let name = rest.prefix { $0 != "." && $0 != "[" && $0 != "]" }
        rest = rest.dropFirst(name.count)
        return name.isEmpty ? nil : String(String.UnicodeScalarView(name))
    }

    /// `'name']` with Go's escapes of one character.
    private static func bracketed(_ rest: inout ArraySlice<Unicode.Scalar>) -> String? {
        let escapes: [Unicode.Scalar: Unicode.Scalar] = [
            "a": "\u{07}", "b": "\u{08}", "f": "\u{0C}", "n": "\n", "r": "\r", "t": "\t", "v": "\u{0B}",
            "'": "'", "\\": "\\",
        ]
        guard rest.popFirst() == "'" else { return nil }
        var name = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            if scalar == "'" { return rest.popFirst() == "]" ? String(name) : nil }
            if scalar == "\\" {
                guard let next = rest.popFirst(), let meant = escapes[next] else { return nil }
                name.append(meant)
            } else {
                name.append(scalar)
            }
        }
        return nil
    }
}
