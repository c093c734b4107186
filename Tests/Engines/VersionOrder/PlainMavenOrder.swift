/// Maven's "Version Order Specification", sentence by sentence.
enum PlainMavenOrder {
    private struct Token: Equatable {
        var isDot: Bool
        var text: String
        var isNumber: Bool { text.utf8.allSatisfy(PlainOrders.isDigit) }
        var isNull: Bool {
            isNumber ? text.allSatisfy { $0 == "0" } : ["final", "ga", "release"].contains(text)
        }
    }

    static func order(_ first: String, _ second: String) -> Int {
        let (left, right) = (tokens(first), tokens(second))
        for place in 0..<max(left.count, right.count) {
            let order: Int
            if place >= left.count {
                order = -orderToPadding(right[place])
            } else if place >= right.count {
                order = orderToPadding(left[place])
            } else {
                order = self.order(left[place], right[place])
            }
            if order != 0 { return order }
        }
        return 0
    }

    private static func tokens(_ version: String) -> [Token] {
        var tokens = [Token(isDot: true, text: "")]
        var isDigits: Bool?
        for character in version.lowercased().unicodeScalars {
            if character == "." || character == "-" {
                tokens.append(Token(isDot: character == ".", text: ""))
                isDigits = nil
                continue
            }
            let isDigit = ("0"..."9").contains(character)
            if let isDigits, isDigits != isDigit {
                if isDigit,
                    let word = ["a": "alpha", "b": "beta", "m": "milestone"][tokens[tokens.count - 1].text]
                {
                    tokens[tokens.count - 1].text = word
                }
                tokens.append(Token(isDot: false, text: ""))
            }
            isDigits = isDigit
            tokens[tokens.count - 1].text.unicodeScalars.append(character)
        }
        for place in tokens.indices {
            if tokens[place].text.isEmpty { tokens[place].text = "0" }
            if !tokens[place].isNumber { tokens[place].isDot = false }
        }
        var hyphen = tokens.count
        while hyphen > 0 {
            // Nulls go at the end and before every hyphen, from the end to the beginning.
            if hyphen == tokens.count || !tokens[hyphen].isDot {
                while hyphen > 0, tokens[hyphen - 1].isNull {
                    tokens.remove(at: hyphen - 1)
                    hyphen -= 1
                }
            }
            hyphen -= 1
        }
        return tokens
    }

    private static let ranks = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"]

    private static func rank(_ qualifier: String) -> (Int, String) {
        let plain = ["cr": "rc", "final": "", "ga": "", "release": ""][qualifier] ?? qualifier
        return ranks.firstIndex(of: plain).map { ($0, "") } ?? (ranks.count, plain)
    }

    private static func order(_ first: Token, _ second: Token) -> Int {
        switch (first.isNumber, second.isNumber) {
        case (true, true):
            if first.isDot != second.isDot { return first.isDot ? 1 : -1 }
            return PlainOrders.numberOrder(
                PlainOrders.trimmed(first.text[...]), PlainOrders.trimmed(second.text[...]))
        case (true, false): return 1
        case (false, true): return -1
        case (false, false):
            let (left, right) = (rank(first.text), rank(second.text))
            if left.0 != right.0 { return left.0 < right.0 ? -1 : 1 }
            if left.1 == right.1 { return 0 }
            return left.1.utf8.lexicographicallyPrecedes(right.1.utf8) ? -1 : 1
        }
    }

    /// A missing token is `.0` beside a number behind a dot, and nothing beside everything else.
    private static func orderToPadding(_ token: Token) -> Int {
        if !token.isNumber { return order(token, Token(isDot: false, text: "ga")) }
        return token.isDot && token.isNull ? 0 : 1
    }
}
