/// How a registry wants to be told who asks (RFC 9110, 11.6.1; distribution's token authentication).
enum Challenge: Hashable {
    case basic
    case bearer(realm: String, service: String?, scope: String?)

    /// Reads the values of `WWW-Authenticate`, preferring a token; nil when nothing known is asked for.
    init?(_ headers: [String]) {
        var found: Challenge?
        for header in headers {
            for (scheme, parameters) in Self.schemes(header) {
                switch scheme {
                case "bearer":
                    guard let realm = parameters["realm"] else { continue }
                    self = .bearer(realm: realm, service: parameters["service"], scope: parameters["scope"])
                    return
                case "basic": found = .basic
                default: continue
                }
            }
        }
        guard let found else { return nil }
        self = found
    }

    /// The schemes of a header with their parameters; both names in lower case.
    private static func schemes(_ header: String) -> [(String, [String: String])] {
        var schemes: [(String, [String: String])] = []
        var rest = header[...]
        while true {
            rest = rest.drop { $0 == " " || $0 == "," || $0 == "\t" }
            let word = rest.prefix { $0 != " " && $0 != "=" && $0 != "," }
            guard !word.isEmpty else { return schemes }
            rest = rest[word.endIndex...]
            let name = word.lowercased()
            guard rest.first == "=" else {
                schemes.append((name, [:]))
                continue
            }
            let value = quoted(&rest)
            if !schemes.isEmpty { schemes[schemes.count - 1].1[name] = value }
        }
    }

    /// What stands behind the equals sign, with or without quotes.
    private static func quoted(_ rest: inout Substring) -> String {
        rest = rest.dropFirst()
        guard rest.first == "\"" else {
            let value = rest.prefix { $0 != "," && $0 != " " }
            rest = rest[value.endIndex...]
            return String(value)
        }
        var value = ""
        var isEscaped = false
        var index = rest.index(after: rest.startIndex)
        while index < rest.endIndex {
            let character = rest[index]
            index = rest.index(after: index)
            if !isEscaped, character == "\"" { break }
            isEscaped = !isEscaped && character == "\\"
            if !isEscaped { value.append(character) }
        }
        rest = rest[index...]
        return value
    }
}
