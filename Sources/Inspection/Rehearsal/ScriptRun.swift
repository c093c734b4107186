import Glibc
import Processes

/// What a shell script came to.
public struct ScriptRun: Sendable {
    /// Its exit code; nil when it was stopped because it took too long, or died of a signal.
    public let exitCode: Int32?
    /// What it said: its output, then the end of its errors.
    public let output: String

    /// True when it ended well.
    public var isSuccess: Bool { exitCode == 0 }

    /// Runs a shell script on this machine.
    ///
    /// The script gets no input and an environment of its own: a `PATH`, `HOME=/root` and the `C` locale.
    ///
    /// - Parameters:
    ///   - script: The text for bash.
    ///   - patience: After that the script and what it started in its group are killed.
    public init(_ script: String, patience: Duration = .seconds(300)) throws {
        let file = try ScratchFile(script, in: "/tmp")
        defer { file.remove() }
        self.init("/bin/bash", [file.path], patience: patience)
    }

    init(_ command: String, _ arguments: [String], patience: Duration) {
        let process = ChildProcess(
            command: command, arguments: arguments,
            environment: [
                "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root",
                "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive",
            ], outputLimit: 1 << 20, patience: patience)
        func text(_ bytes: [UInt8]...) -> String { String(decoding: bytes.joined(), as: UTF8.self) }
        switch process.run() {
        case .exited(let code, let output, let errors): (exitCode, self.output) = (code, text(output, errors))
        case .signalled(let signal, let errors):
            (exitCode, output) = (nil, text(errors) + "signal \(signal) ended it\n")
        case .tooSlow(let errors):
            (exitCode, output) = (nil, text(errors) + "it took longer than \(patience)\n")
        case .tooMuch: (exitCode, output) = (nil, "it wrote more than 1 MiB\n")
        case .notStarted(let reason): (exitCode, output) = (nil, "\(command): \(reason)\n")
        }
    }
}

/// A file that only its owner reads, for as long as it is needed.
struct ScratchFile {
    let path: String

    init(_ text: String, in directory: String) throws {
        var template = Array("\(directory)/martlet-XXXXXX".utf8CString)
        let file = mkstemp(&template)
        guard file >= 0 else { throw RehearsalError("writing a script in", directory) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { close(file) }
        try FileCopy.append(Array(text.utf8)[...], to: file, path)
    }

    func remove() { unlink(path) }
}

extension Stage {
    /// Runs a shell script on the copy.
    ///
    /// It is root there over files and over nothing else: it cannot mount, signal the machine's processes,
    /// reach a network or change the kernel.
    public func run(_ script: String, patience: Duration = .seconds(300)) throws -> ScriptRun {
        let file = try ScratchFile(script, in: root + "/run")
        defer { file.remove() }
        let kept = "-all," + Self.capabilities.map { "+" + $0 }.joined(separator: ",")
        return ScriptRun(
            "/usr/bin/unshare",
            [
                "--pid", "--fork", "--kill-child", "--root", root, "--wd", "/",
                "/usr/bin/setpriv", "--no-new-privs", "--inh-caps", kept, "--bounding-set", kept,
                "/bin/bash", String(file.path.dropFirst(root.utf8.count)),
            ], patience: patience)
    }
}
