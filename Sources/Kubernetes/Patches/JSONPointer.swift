/// A path into a JSON value (RFC 6901).
struct JSONPointer: Hashable {
    var tokens: [String]

    /// Reads `/a/b~1c`; nil when the text neither is empty nor starts with `/`, or holds a bad escape.
    init?(_ text: String) {
        tokens = []
        if text.isEmpty { return }
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        // By scalars: a slash before a combining mark is a slash all the same.
        let parts = text.unicodeScalars.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for part in parts {
            guard let token = Self.unescape(part) else { return nil }
            tokens.append(token)
        }
    }

    private init(tokens: [String]) { self.tokens = tokens }

    var parent: JSONPointer { JSONPointer(tokens: Array(tokens.dropLast())) }

    /// True when the other path is this one or leads below it.
    func isPrefix(of other: JSONPointer) -> Bool { other.tokens.starts(with: tokens) }

    /// An index as RFC 6901, section 4 writes it: digits without a leading zero.
    static func index(_ token: String) -> Int? {
        guard !token.isEmpty, token.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
            token == "0" || token.utf8.first != UInt8(ascii: "0")
        else { return nil }
        return Int(token)
    }

    private static func unescape(_ part: Substring.UnicodeScalarView) -> String? {
        var result = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in part {
            switch (isEscaped, scalar) {
            case (true, "0"): result.append("~")
            case (true, "1"): result.append("/")
            case (true, _): return nil
            case (false, "~"):
                isEscaped = true
                continue
            case (false, _): result.append(scalar)
            }
            isEscaped = false
        }
        return isEscaped ? nil : String(result)
    }
}
