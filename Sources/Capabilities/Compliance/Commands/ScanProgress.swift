import Capability
import Glibc

/// One line on the terminal that tells how far a scan is; it appears after two seconds and goes at the end.
final class ScanProgress {
    private let isShown: Bool
    private let started = time(nil)
    private var count = 0
    private var isVisible = false

    init(isShown: Bool) { self.isShown = isShown }

    /// A rule was evaluated.
    func evaluated(_ rule: String) {
        count += 1
        guard isShown, time(nil) - started >= 2 else { return }
        isVisible = true
        StandardError.put("\r\u{1B}[K\(count) rules, last: \(rule)")
    }

    /// Takes the line away.
    func end() { if isVisible { StandardError.put("\r\u{1B}[K") } }
}
