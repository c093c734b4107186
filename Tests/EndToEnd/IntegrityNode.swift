import Foundation

/// A node's root with a few files, and `martlet integrity` over it.
final class IntegrityNode: Sendable {
    /// The folder that holds everything.
    let folder: String
    private let martlet = Command(path: MartletProcess.binary ?? "martlet")

    /// Makes a small node.
    init() throws {
        folder = TemporaryFolder.path()
        for (name, text) in [
            ("etc/hostname", "worker-1\n"), ("etc/passwd", "root:x:0:0::/root:/bin/sh\n"),
            ("etc/ssh/sshd_config", "PermitRootLogin no\n"), ("root/.profile", "umask 077\n"),
            ("usr/bin/tool", "#!/bin/sh\n"), ("usr/bin/other", "#!/bin/sh\n"),
        ] { try write(name, text) }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The node's root.
    var root: String { "\(folder)/root" }
    /// Where the baseline is.
    var state: String { "\(folder)/state" }

    /// Writes a file of the node.
    func write(_ name: String, _ text: String) throws {
        let place = URL(fileURLWithPath: "\(root)/\(name)")
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: place)
    }

    /// Removes a file of the node.
    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(root)/\(name)") }

    /// Runs `martlet integrity` over the node.
    func run(_ verb: String, _ words: String..., input: String = "") async throws -> Command.Outcome {
        try await martlet.run(arguments(verb, words), input: input)
    }

    /// Runs `martlet integrity` over the node and kills it after some milliseconds, unless it has ended.
    func runAndKill(_ verb: String, _ words: String..., after milliseconds: Int) async throws {
        let seconds = "\(Double(milliseconds) / 1000)"
        _ = try await Command(path: "/usr/bin/timeout").run(
            ["-s", "KILL", seconds, martlet.path] + arguments(verb, words))
    }

    private func arguments(_ verb: String, _ words: [String]) -> [String] {
        let takesRoot = verb != "list"
        return ["integrity", verb, "--state-dir", state] + (takesRoot ? ["--root", root] : []) + words
    }

    /// The paths that a check finds, from its lines of JSON.
    func findings(_ words: String...) async throws -> [String] {
        let outcome = try await martlet.run(arguments("check", ["-o", "ndjson"] + words))
        return outcome.lines.compactMap { line in
            let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return object?["path"] as? String
        }
    }

    /// The bytes of a file of the state directory.
    func stored(_ name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: "\(state)/\(name)"))
    }

    /// Puts bytes in the place of a file of the state directory, as who has taken the node over would.
    func store(_ data: Data, _ name: String) throws {
        let path = "\(state)/\(name)"
        try data.write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
}
