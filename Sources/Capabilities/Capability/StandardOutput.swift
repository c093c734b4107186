import Files
import Glibc

/// The stream of the payload.
public enum StandardOutput {
    /// Writes bytes as they are; a reader that has gone ends the process, as it ends other filters.
    public static func put(_ bytes: [UInt8]) {
        if FileOutput.write(bytes, to: STDOUT_FILENO) != nil { exit(1) }
    }

    /// Writes a text as it is.
    public static func put(_ text: String) { put(Array(text.utf8)) }
}
