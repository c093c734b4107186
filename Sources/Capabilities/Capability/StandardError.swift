import Glibc

/// The stream for progress, warnings and errors; stdout carries only the payload.
public enum StandardError {
    /// Writes a line.
    public static func write(_ line: String) { put(line + "\n") }

    /// Writes text as it is.
    public static func put(_ text: String) {
        let bytes = Array(text.utf8)
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
