import Glibc

/// One line on the terminal that tells how far a command is; it appears after two seconds and goes at the end.
public final class ProgressLine {
    private let isShown: Bool
    private let step: Int
    private let started = time(nil)
    private var told = 0
    private var isVisible = false

    /// Makes the line.
    ///
    /// - Parameters:
    ///   - isHidden: whether nothing is shown even on a terminal.
    ///   - step: after how many more of what is counted the line is written again; the clock is asked as seldom.
    public init(isHidden: Bool = false, step: Int = 1) {
        isShown = !isHidden && isatty(STDERR_FILENO) == 1
        self.step = step
    }

    /// So many are done.
    public func reached(_ count: Int, _ text: @autoclosure () -> String) {
        guard isShown, count - told >= step, time(nil) - started >= 2 else { return }
        told = count
        isVisible = true
        StandardError.put("\r\u{1B}[K\(count) \(text())")
    }

    /// Takes the line away.
    public func end() { if isVisible { StandardError.put("\r\u{1B}[K") } }
}
