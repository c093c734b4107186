/// Numbers between separators, one separator between two; what is missing counts as zero (OVAL 5.11, `version`).
enum DottedVersion {
    @Sendable static func order(_ first: String, _ second: String) -> Int {
        let (left, right) = (numbers(first), numbers(second))
        for index in 0..<max(left.count, right.count) {
            let order = digitOrder(
                index < left.count ? left[index] : Substring("").utf8,
                index < right.count ? right[index] : Substring("").utf8)
            if order != 0 { return order }
        }
        return 0
    }

    private static func numbers(_ text: String) -> [Substring.UTF8View] {
        Substring(text.trimmed).utf8.split(omittingEmptySubsequences: false) { !isDigit($0) }
    }
}
