/// Shell globs as regular expressions (OVAL 5.11, `oval-def:GlobToRegexFunctionType` and its table).
enum Glob {
    /// The regular expression that matches what the glob matches.
    ///
    /// - Parameter noEscape: a backslash stands for itself.
    /// - Throws: when a bracket is not closed.
    static func regularExpression(_ glob: String, noEscape: Bool) throws(FunctionError) -> String {
        var result = "^"
        var rest = Array(glob.unicodeScalars)[...]
        // A leading dot of a path component is matched only by a dot.
        var atComponentStart = true
        while let scalar = rest.popFirst() {
            let wasAtStart = atComponentStart
            atComponentStart = scalar == "/"
            switch scalar {
            case "*":
                while rest.first == "*" { rest.removeFirst() }
                result += wasAtStart ? "(?=[^.])[^/]*" : "[^/]*"
            case "?": result += wasAtStart ? "[^./]" : "[^/]"
            case "\\" where noEscape || rest.isEmpty:
                result += "\\\\"
                // The table gives a wildcard after a literal backslash the care of a component's start only
                // for `?`.
                if rest.first == "?" { atComponentStart = true }
            case "\\":
                if let escaped = rest.popFirst() { result += literal(escaped, always: true) }
            case "[": result += try bracket(&rest, glob, noEscape: noEscape)
            default: result += literal(scalar, always: false)
            }
        }
        return result + "$"
    }

    private static func literal(_ scalar: Unicode.Scalar, always: Bool) -> String {
        let special = ".^$+(){}|[]*?\\".unicodeScalars
        return special.contains(scalar) ? "\\\(scalar)" : String(Character(scalar))
    }

    private static func bracket(
        _ rest: inout ArraySlice<Unicode.Scalar>, _ glob: String, noEscape: Bool
    ) throws(FunctionError) -> String {
        var result = "["
        if rest.first == "!" || rest.first == "^" {
            rest.removeFirst()
            result += "^"
        }
        if rest.first == "]" {
            rest.removeFirst()
            result += "\\]"
        }
        while let scalar = rest.popFirst() {
            if scalar == "]" { return result + "]" }
            if scalar == "[", rest.first == ":", let end = rest.firstIndex(of: "]") {
                result += "[" + String(String.UnicodeScalarView(rest[...end]))
                rest = rest[(end + 1)...]
                continue
            }
            result.unicodeScalars.append(scalar)
            if scalar == "\\" {
                // Where a backslash escapes, it goes on escaping; where it does not, it stands for itself.
                result.unicodeScalars.append(noEscape ? scalar : rest.popFirst() ?? scalar)
            }
        }
        throw FunctionError("glob_to_regex: \"\(glob.prefix(80))\" has a bracket that is not closed")
    }
}
