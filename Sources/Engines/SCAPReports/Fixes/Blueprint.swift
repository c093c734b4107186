/// The tables of blueprint repairs, put together: services and kernel arguments become one table each.
struct Blueprint {
    private var generic: [String] = []
    private var enabled: [String] = []
    private var disabled: [String] = []
    private var kernel: [String] = []

    init(_ texts: [(rule: String, text: String?)]) {
        for entry in texts { if let text = entry.text { take(text) } }
    }

    /// The blueprint's tables, after its name and version.
    var text: String {
        generic.joined() + """

            [customizations.kernel]
            append = "\(kernel.joined(separator: " "))"

            [customizations.services]
            enabled = [\(enabled.joined(separator: ","))]
            disabled = [\(disabled.joined(separator: ","))]


            """
    }

    private mutating func take(_ text: String) {
        var start = text.startIndex
        // The peer puts each entry before those that it has: later rules come first.
        func entries(_ table: String, _ key: String) -> [String] {
            var found: [String] = []
            while let match = Self.entry(in: text[start...], table, key) {
                found.append(match.value)
                start = match.end
            }
            return found
        }
        for value in entries("[customizations.services]", "enabled") { enabled.insert(value, at: 0) }
        for value in entries("[customizations.services]", "disabled") { disabled.insert(value, at: 0) }
        for value in entries("[customizations.kernel]", "append") where !kernel.contains(value) {
            kernel.insert(value, at: 0)
        }
        let rest = text[start...]
        if rest.utf8.count > 1 { generic.append(String(rest)) }
    }

    /// The value of `key = [value]` or `key = "value"` right below a table's head, and where what follows begins.
    private static func entry(
        in text: Substring, _ table: String, _ key: String
    ) -> (value: String, end: String.Index)? {
        guard let head = text.firstRange(of: table) else { return nil }
        var rest = text[head.upperBound...]
        guard let first = rest.first, first.isWhitespace else { return nil }
        rest = rest.drop(while: \.isWhitespace)
        guard rest.hasPrefix(key) else { return entry(in: text[head.upperBound...], table, key) }
        rest = rest.dropFirst(key.count).drop { $0.isWhitespace || $0 == "=" }
        guard let open = rest.first, open == "[" || open == "\"" else { return nil }
        rest = rest.dropFirst()
        guard let close = rest.firstIndex(of: open == "[" ? "]" : "\"") else { return nil }
        let value = String(rest[..<close])
        rest = rest[rest.index(after: close)...].drop(while: \.isWhitespace)
        return (value, rest.startIndex)
    }
}
