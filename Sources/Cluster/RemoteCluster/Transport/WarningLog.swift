import Logging
import Synchronization

/// Passes an API server's `Warning` headers (RFC 9111, 5.5) on to the log, each text once.
final class WarningLog: Sendable {
    /// What is remembered; a server that says ever new things is not listened to for ever.
    private static let limit = 1000

    private let seen = Mutex<Set<String>>([])
    private let logger: Logger

    init(_ logger: Logger) { self.logger = logger }

    /// Logs what is new in the headers of an answer.
    func note(_ headers: [String]) {
        for header in headers {
            guard let text = Self.text(header) else { continue }
            let isNew = seen.withLock { $0.count < Self.limit && $0.insert(text).inserted }
            if isNew { logger.warning("the API server warns: \(text)") }
        }
    }

    /// The text of `299 agent "text"`, without control characters; nil for anything else.
    static func text(_ header: String) -> String? {
        guard header.hasPrefix("299 "), let open = header.firstIndex(of: "\"") else { return nil }
        var text = ""
        var isEscaped = false
        for scalar in header[header.index(after: open)...].unicodeScalars {
            if isEscaped {
                text.unicodeScalars.append(scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "\"" {
                return text
            } else {
                text.unicodeScalars.append(scalar.value < 0x20 ? " " : scalar)
            }
        }
        return nil
    }
}
