/// A key of a map: numbers of one value are one key, whatever their type.
struct CELMapKey: Sendable, Hashable {
    private enum Form: Hashable {
        case bool(Bool)
        case int(Int64)
        case uint(UInt64)
        /// As bytes: Swift's strings are equal when they look alike, the language's when they are the same.
        case text([UInt8])
    }

    private let form: Form

    /// The key, or nil for a value that can be none.
    init?(_ value: CELValue) {
        switch value {
        case .bool(let value): form = .bool(value)
        case .int(let value): form = .int(value)
        case .uint(let value): form = Int64(exactly: value).map(Form.int) ?? .uint(value)
        case .double(let value):
            if let whole = Int64(exactly: value) {
                form = .int(whole)
            } else if let whole = UInt64(exactly: value) {
                form = .uint(whole)
            } else {
                return nil
            }
        case .string(let text): form = .text(Array(text.utf8))
        default: return nil
        }
    }
}
