import Capability
import Glibc

/// One line on the terminal that tells how far a walk is; it appears after two seconds and goes at the end.
final class IntegrityProgress {
    private let isShown: Bool
    private let started = time(nil)
    private var told = 0
    private var isVisible = false

    init(isShown: Bool) { self.isShown = isShown }

    /// So many entries were made.
    func reached(_ count: Int) {
        // The clock is not asked for every file.
        guard isShown, count - told >= 500, time(nil) - started >= 2 else { return }
        told = count
        isVisible = true
        StandardError.put("\r\u{1B}[K\(count) files")
    }

    /// Takes the line away.
    func end() { if isVisible { StandardError.put("\r\u{1B}[K") } }
}
