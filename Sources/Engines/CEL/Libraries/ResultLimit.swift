/// A bound on what a function may make: a replacement in a replacement would else fill the memory before its
/// cost is known.
enum ResultLimit {
    /// Bytes or elements; five times the largest request.
    static let count = 16 * 1024 * 1024

    static func check(_ count: Int) throws(CELEvaluationError) {
        if count > Self.count { throw .costExceeded }
    }
}
