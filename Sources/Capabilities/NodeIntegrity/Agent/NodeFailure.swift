import FileIntegrity

/// Why a look at a node could not be ended, by the exit code that AIDE would have had.
struct NodeFailure: Error, CustomStringConvertible {
    /// 14 and more, as `aide(1)` lists them.
    let code: Int32
    let sentence: String

    init(code: Int32, sentence: String) {
        self.code = code
        self.sentence = sentence
    }

    /// Sorts an error of the engine.
    init(_ error: any Error) {
        switch error {
        case let failure as NodeFailure: self = failure
        case let error as ConfigurationError: self.init(code: error.reason.rawValue, sentence: "\(error)")
        case let error as DatabaseError:
            self.init(code: error.reason == .damaged ? 24 : 18, sentence: "\(error)")
        case let error as BaselineError:
            self.init(code: error.reason == .system ? 18 : 24, sentence: "\(error)")
        default: self.init(code: 18, sentence: "\(error)")
        }
    }

    /// The code in words, the code, and what happened.
    var description: String { "\(Self.words[code] ?? "error") (exit code \(code)): \(sentence)" }

    private static let words: [Int32: String] = [
        14: "writing error", 15: "invalid arguments", 16: "not implemented", 17: "configuration error",
        18: "I/O error", 19: "version mismatch", 20: "execution error", 21: "lock error",
        22: "out of memory", 23: "thread error", 24: "database error",
    ]
}
