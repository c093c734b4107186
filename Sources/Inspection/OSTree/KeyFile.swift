/// The values of a file of groups and keys (Desktop Entry Specification, "Basic format of the file").
struct KeyFile {
    private var values: [String: [String: String]] = [:]

    init(_ bytes: [UInt8]) {
        var group = ""
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let text = String(decoding: line, as: UTF8.self).trimmed
            if text.hasPrefix("["), text.hasSuffix("]") {
                group = String(text.dropFirst().dropLast())
            } else if !text.hasPrefix("#"), let sign = text.firstIndex(of: "=") {
                let key = String(text[..<sign]).trimmed
                values[group, default: [:]][key] = String(text[text.index(after: sign)...]).trimmed
            }
        }
    }

    subscript(group: String, key: String) -> String? { values[group]?[key] }
}

extension String {
    fileprivate var trimmed: String {
        func isSpace(_ letter: Character) -> Bool { letter == " " || letter == "\t" || letter == "\r" }
        let rest = drop(while: isSpace)
        guard let last = rest.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(rest[...last])
    }
}
