import FileIntegrity
import Glibc

/// Where the program writes: standard output and standard error, or two buffers of a test, and the machine's
/// clock.
public final class AideConsole {
    private let output: ([UInt8]) -> Void
    private let errors: ([UInt8]) -> Void
    /// Gives the time in seconds since 1970.
    public let clock: () -> Int64

    /// A console over two sinks.
    public init(
        output: @escaping ([UInt8]) -> Void, errors: @escaping ([UInt8]) -> Void, clock: @escaping () -> Int64
    ) {
        self.output = output
        self.errors = errors
        self.clock = clock
    }

    /// The process's own two streams and clock.
    public static var process: AideConsole {
        AideConsole(
            output: { put($0, to: STDOUT_FILENO) }, errors: { put($0, to: STDERR_FILENO) },
            clock: { Int64(time(nil)) })
    }

    func print(_ text: String) { output(Array(text.utf8)) }
    func print(_ bytes: [UInt8]) { output(bytes) }
    func complain(_ line: String) { errors(Array((line + "\n").utf8)) }
    func complain(_ bytes: [UInt8]) { errors(bytes) }

    private static func put(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) }
            if count < 0, errno != EINTR { return }
        }
    }
}
