/// An error that a program raised and may catch; its value is what `catch` sees.
struct Raised: Error {
    var value: Value

    init(_ value: Value) { self.value = value }

    init(_ message: String) { value = .string(message) }

    /// `kind (value) message`.
    init(_ value: Value, _ message: String) {
        self.init("\(value.kind) (\(value.excerpt())) \(message)")
    }

    /// `kind (value) and kind (value) message`.
    init(_ left: Value, _ right: Value, _ message: String) {
        self.init(
            "\(left.kind) (\(left.excerpt())) and \(right.kind) (\(right.excerpt())) \(message)")
    }
}

/// A bound on a program's work was reached; no program can catch it.
struct Exhausted: Error {
    var message: String

    init(_ message: String) { self.message = message }
}

/// `halt` and `halt_error`: the program asks to be ended.
struct Halted: Error {
    var status: Int
    var message: Value?
}
