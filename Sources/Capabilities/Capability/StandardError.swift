import Files
import Glibc

/// The stream for progress, warnings and errors; stdout carries only the payload.
public enum StandardError {
    /// Writes a line.
    public static func write(_ line: String) { put(line + "\n") }

    /// Writes text as it is.
    public static func put(_ text: String) {
        // Nobody is left to tell when that fails.
        _ = FileOutput.write(text.utf8, to: STDERR_FILENO)
    }
}
