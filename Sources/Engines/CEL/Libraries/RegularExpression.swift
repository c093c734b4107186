import Patterns
import Synchronization

/// A regular expression of RE2's syntax, matched by PCRE2 within bounds.
///
/// RE2 has no syntax that cannot be matched in linear time; whatever it refuses is refused here too, so that
/// nothing depends on what PCRE2 can do beyond it.
struct RegularExpression: Sendable {
    struct Invalid: Error {
        var message: String
    }

    let pattern: Pattern

    init(_ source: String) throws(Invalid) {
        let translated = try RE2Syntax.translate(source)
        do throws(PatternError) {
            pattern = try Pattern(translated, options: [.utf8])
        } catch {
            let reason = if case .invalid(_, _, let message) = error { message } else { "\(error)" }
            throw Invalid(message: "error parsing regexp: \(reason): `\(source)`")
        }
    }

    /// The compiled expression, out of a small store of those that were used last.
    static func cached(_ source: String) throws(CELEvaluationError) -> RegularExpression {
        if let known = store.withLock({ $0[source] }) { return known }
        do throws(Invalid) {
            let compiled = try RegularExpression(source)
            store.withLock { store in
                if store.count >= 256 { store.removeAll(keepingCapacity: true) }
                store[source] = compiled
            }
            return compiled
        } catch {
            throw .failed(error.message)
        }
    }

    /// Whether an expression matches anywhere in a text.
    static func matches(_ source: String, _ text: String) throws(CELEvaluationError) -> Bool {
        let expression = try cached(source)
        do throws(PatternError) { return try expression.pattern.matches(text) } catch {
            throw Self.evaluationError(error)
        }
    }

    static func evaluationError(_ error: PatternError) -> CELEvaluationError {
        if case .limitExceeded = error { .costExceeded } else { .failed("\(error)") }
    }

    private static let store = Mutex<[String: RegularExpression]>([:])
}
