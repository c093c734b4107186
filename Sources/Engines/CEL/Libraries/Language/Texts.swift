extension CELLibrary {
    /// `contains`, `startsWith`, `endsWith` and `matches`.
    static let texts = CELLibrary([
        CELFunction("contains", isMember: true, [.string, .string], .bool, cost: .search) {
            a throws(CELEvaluationError) in
            .bool(Substrings.first(try a.text(1).utf8, in: try a.text(0).utf8) != nil)
        },
        CELFunction("startsWith", isMember: true, [.string, .string], .bool, cost: .traversal(1)) {
            a throws(CELEvaluationError) in
            .bool(try a.text(0).utf8.starts(with: try a.text(1).utf8))
        },
        CELFunction("endsWith", isMember: true, [.string, .string], .bool, cost: .traversal(1)) {
            a throws(CELEvaluationError) in
            let end = try a.text(1).utf8
            return .bool(try a.text(0).utf8.suffix(end.count).elementsEqual(end))
        },
        CELFunction("matches", isMember: true, [.string, .string], .bool, cost: .pattern) {
            a throws(CELEvaluationError) in .bool(try RegularExpression.matches(try a.text(1), try a.text(0)))
        },
        CELFunction("matches", [.string, .string], .bool, cost: .pattern) { a throws(CELEvaluationError) in
            .bool(try RegularExpression.matches(try a.text(1), try a.text(0)))
        },
    ])
}

/// Where bytes stand in other bytes.
enum Substrings {
    /// The offset of the first occurrence, or nil; an empty needle is found at once.
    ///
    /// Knuth, Morris and Pratt's search, so that no pair of texts is slow.
    static func first(_ needle: some Collection<UInt8>, in text: some Collection<UInt8>) -> Int? {
        let needle = Array(needle)
        if needle.isEmpty { return 0 }
        var fallback = [Int](repeating: 0, count: needle.count)
        var length = 0
        for index in needle.indices.dropFirst() {
            while length > 0 && needle[index] != needle[length] { length = fallback[length - 1] }
            if needle[index] == needle[length] { length += 1 }
            fallback[index] = length
        }
        length = 0
        for (offset, byte) in text.enumerated() {
            while length > 0 && byte != needle[length] { length = fallback[length - 1] }
            if byte == needle[length] { length += 1 }
            if length == needle.count { return offset - needle.count + 1 }
        }
        return nil
    }
}
