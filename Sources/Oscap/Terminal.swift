import Glibc

/// Where a command writes: standard output and standard error, or two buffers of a test.
public final class Terminal {
    private let output: ([UInt8]) -> Void
    private let errors: ([UInt8]) -> Void

    /// A terminal over two sinks.
    public init(output: @escaping ([UInt8]) -> Void, errors: @escaping ([UInt8]) -> Void) {
        self.output = output
        self.errors = errors
    }

    /// The process's own two streams.
    public static var process: Terminal {
        Terminal(output: { put($0, to: STDOUT_FILENO) }, errors: { put($0, to: STDERR_FILENO) })
    }

    /// Writes text to standard output as it is.
    public func print(_ text: String) { output(Array(text.utf8)) }

    /// Writes bytes to standard output.
    public func print(_ bytes: [UInt8]) { output(bytes) }

    /// Writes a line to standard error.
    public func complain(_ line: String) { errors(Array((line + "\n").utf8)) }

    /// Writes all bytes; a reader that has gone away ends the process, as it ends every filter.
    private static func put(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) }
            if count < 0, errno != EINTR {
                if descriptor == STDOUT_FILENO { _exit(errno == EPIPE ? 128 + SIGPIPE : 1) }
                return
            }
        }
    }
}
