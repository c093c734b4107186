import Patterns

/// Compiles the first line as a pattern and looks for it in the rest: matches lie inside and end.
func fuzzPattern(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let first = parts.first, let subject = parts.last.map(Array.init) else { return }
    let options = Pattern.Options(rawValue: UInt32(first.first ?? 0) % 16)
    guard let pattern = try? Pattern(String(decoding: first.dropFirst(), as: UTF8.self), options: options)
    else { return }
    var count = 0
    try? pattern.forEachMatch(in: subject) { match in
        count += 1
        let isInside = match.ranges.allSatisfy { range in
            range.map { $0.lowerBound >= 0 && $0.upperBound <= subject.count } ?? true
        }
        precondition(isInside && match.ranges.count == pattern.groupCount + 1, "a match outside")
        return count <= 2 * subject.count + 2
    }
    precondition(count <= 2 * subject.count + 2, "matches without end")
    _ = try? pattern.couldMatch(beginning: subject)
}
