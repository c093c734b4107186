import Patterns

extension CELLibrary {
    /// `find` and `findAll`.
    static let patterns = CELLibrary([
        CELFunction("find", isMember: true, [.string, .string], .string, cost: .pattern) {
            a throws(CELEvaluationError) in
            .string(try found(a, limit: 1).first ?? "")
        },
        CELFunction("findAll", isMember: true, [.string, .string], .list(.string), cost: .pattern) {
            a throws(CELEvaluationError) in .list(try found(a, limit: nil).map(CELValue.string))
        },
        CELFunction("findAll", isMember: true, [.string, .string, .int], .list(.string), cost: .pattern) {
            a throws(CELEvaluationError) in
            let limit = try a.int(2)
            return .list(try found(a, limit: limit < 0 ? nil : Int(limit)).map(CELValue.string))
        },
    ])

    /// The parts of the text that match, from left to right.
    private static func found(_ a: [CELValue], limit: Int?) throws(CELEvaluationError) -> [String] {
        let bytes = Array(try a.text(0).utf8)
        let pattern = try RegularExpression.cached(try a.text(1)).pattern
        var matches: [String] = []
        if limit == 0 { return [] }
        var end = -1
        do throws(PatternError) {
            try pattern.forEachMatch(in: bytes) { match in
                // As in Go, an empty match right after another is none.
                if match.range.isEmpty && match.range.lowerBound == end { return true }
                end = match.range.upperBound
                matches.append(String(decoding: bytes[match.range], as: UTF8.self))
                return limit.map { matches.count < $0 } ?? true
            }
        } catch {
            throw RegularExpression.evaluationError(error)
        }
        return matches
    }
}
