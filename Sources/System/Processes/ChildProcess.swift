import Glibc

/// A program that is run to its end on the calling thread, within bounds of time and output.
public struct ChildProcess: Sendable {
    /// How it ended.
    public enum Outcome: Sendable, Equatable {
        /// It ended by itself, with a code.
        case exited(Int32, output: [UInt8], errors: [UInt8])
        /// A signal ended it.
        case signalled(Int32, errors: [UInt8])
        /// It was stopped when its time was over.
        case tooSlow(errors: [UInt8])
        /// It was stopped because it wrote more than it may.
        case tooMuch
        /// It could not be started, for the system's reason.
        case notStarted(String)
    }

    /// The program: a path, or a name that `PATH` leads to.
    public let command: String
    /// Its arguments, without its name.
    public let arguments: [String]
    /// Its whole environment.
    public let environment: [String: String]
    /// The most that it may write to its standard output, in bytes.
    public let outputLimit: Int
    /// How long it may take.
    public let patience: Duration
    /// Whether its errors are part of its output, in the order in which it wrote both; the errors of an outcome are
    /// then the end of all that it said.
    public let joinsErrors: Bool

    /// Describes a run.
    public init(
        command: String, arguments: [String], environment: [String: String], outputLimit: Int,
        patience: Duration, joinsErrors: Bool = false
    ) {
        self.command = command
        self.arguments = arguments
        self.environment = environment
        self.outputLimit = outputLimit
        self.patience = patience
        self.joinsErrors = joinsErrors
    }

    /// How much of what it says on its error output is kept: the end, where the reason stands.
    private static let errorLimit = 2048

    /// Runs the program; blocks, so it belongs on a thread of its own.
    public func run() -> Outcome {
        guard let output = Pipe(), let errors = Pipe() else { return .notStarted("no pipe is left") }
        let process: pid_t
        switch spawn(output: output, errors: errors) {
        case .success(let id): process = id
        case .failure(let error): return .notStarted(String(cString: strerror(error.code)))
        }
        output.closeWriter()
        errors.closeWriter()
        let outcome = follow(process, output, errors)
        // The program leads a process group of its own: whatever it started goes with it.
        kill(-process, SIGKILL)
        return outcome
    }

    private struct SpawnError: Error { let code: Int32 }

    private func spawn(output: Pipe, errors: Pipe) -> Result<pid_t, SpawnError> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output.writer, 1)
        posix_spawn_file_actions_adddup2(&actions, joinsErrors ? output.writer : errors.writer, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var process = pid_t()
        let code = withCStrings([command] + arguments) { arguments in
            withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
                posix_spawnp(&process, command, &actions, &attributes, arguments, environment)
            }
        }
        return code == 0 ? .success(process) : .failure(SpawnError(code: code))
    }

    private func follow(_ process: pid_t, _ output: Pipe, _ errors: Pipe) -> Outcome {
        let end = ContinuousClock.now.advanced(by: patience)
        var said: [UInt8] = []
        var complaints: [UInt8] = []
        var status: Int32 = 0
        var isOver = false
        while true {
            // Asked before the pipes are read, so that what was written before the end is not missed.
            if !isOver { isOver = waitpid(process, &status, WNOHANG) == process }
            let isQuiet = output.wait(milliseconds: isOver ? 0 : 20, and: errors)
            said += output.read()
            let latest = joinsErrors ? said : complaints + errors.read()
            complaints = Array(latest.suffix(Self.errorLimit))
            if isOver, isQuiet { return Self.outcome(status, said, complaints) }
            if said.count > outputLimit || ContinuousClock.now > end {
                kill(-process, SIGKILL)
                if !isOver {
                    kill(process, SIGKILL)
                    waitpid(process, &status, 0)
                }
                return said.count > outputLimit ? .tooMuch : .tooSlow(errors: complaints)
            }
        }
    }

    private static func outcome(_ status: Int32, _ output: [UInt8], _ errors: [UInt8]) -> Outcome {
        // wait(2): the low seven bits are the signal, the next byte is the code.
        let signal = status & 0x7F
        if signal != 0 { return .signalled(signal, errors: errors) }
        return .exited(status >> 8 & 0xFF, output: output, errors: errors)
    }

    private func withCStrings<Value>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
    ) -> Value {
        let copies = strings.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        return body(copies + [nil])
    }
}

/// A pipe whose reading end does not block; closed with its last user.
private final class Pipe {
    let reader: Int32
    private(set) var writer: Int32

    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        (reader, writer) = (ends[0], ends[1])
        // Another program that starts in between inherits the ends; the end of a program is therefore never
        // taken from its pipes alone.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(reader, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(reader)
        closeWriter()
    }

    func closeWriter() {
        if writer >= 0 { close(writer) }
        writer = -1
    }

    /// Waits until one of two pipes has something to read; true when neither has.
    func wait(milliseconds: Int32, and other: Pipe) -> Bool {
        var polls = [
            pollfd(fd: reader, events: Int16(POLLIN), revents: 0),
            pollfd(fd: other.reader, events: Int16(POLLIN), revents: 0),
        ]
        _ = poll(&polls, nfds_t(polls.count), milliseconds)
        let isReadable = polls.contains { $0.revents & Int16(POLLIN) != 0 }
        // A pipe that is merely closed answers at once, and the program may live on.
        if !isReadable, milliseconds > 0, polls.contains(where: { $0.revents != 0 }) {
            usleep(useconds_t(milliseconds) * 1000)
        }
        return !isReadable
    }

    /// What is there to read, a piece at a time.
    func read() -> [UInt8] {
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        let count = Glibc.read(reader, &piece, piece.count)
        return count > 0 ? Array(piece[..<count]) : []
    }
}
