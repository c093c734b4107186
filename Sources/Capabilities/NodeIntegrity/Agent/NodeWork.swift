import Bytes
import Capability
import Digests
import FileIntegrity
import Glibc
import Host

/// What a node does for a FileIntegrity, on a thread of its own: makes a database, or compares the files with it.
///
/// The engine sees the node's own paths; what people see has `/hostroot` before each, as upstream's logs have.
struct NodeWork: Sendable {
    let root: String
    let folder: NodeFolder
    let configuration: NodeConfiguration
    /// How many backups are kept.
    let backups: Int

    /// Why a look could not be ended, by the exit code that AIDE would have had.
    struct Failure: Error, CustomStringConvertible {
        let code: Int32
        let sentence: String

        var description: String { "\(Self.words[code] ?? "error") (exit code \(code)): \(sentence)" }

        private static let words: [Int32: String] = [
            14: "writing error", 15: "invalid arguments", 16: "not implemented", 17: "configuration error",
            18: "I/O error", 19: "version mismatch", 20: "execution error", 21: "lock error",
            22: "out of memory", 23: "thread error", 24: "database error",
        ]
    }

    /// Makes a database and puts it in the place of the one before.
    ///
    /// - Returns: the database's digest, and what could not be looked at.
    func initialize(at time: Int64) throws(Failure) -> (root: String, problems: [String]) {
        do {
            try folder.make()
            // Left over by a process that was killed.
            for name in folder.names() where name.hasPrefix("aide.db.gz.new") {
                unlink("\(folder.path)/\(name)")
            }
            let outcome = try run(.initialize).outcome
            try folder.replaceDatabase(at: time, keeping: backups)
            return (try databaseDigest(), Self.problems(outcome))
        } catch { throw failure(error) }
    }

    /// Compares the files with the database.
    func check(expecting root: String) throws(Failure) -> NodeFindings {
        do {
            let found = try databaseDigest()
            if found != root {
                throw Failure(
                    code: 24,
                    sentence:
                        "the node's database was tampered with: its digest is \(found), and \(root) was "
                        + "published")
            }
            let (outcome, parsed) = try run(.check)
            let findings = NodeFindings(
                outcome, parsed, problems: Self.problems(outcome), shownAs: parsed.databaseIn)
            try folder.writeLog(findings.report)
            return findings
        } catch { throw failure(error) }
    }

    private func run(
        _ action: IntegrityOutcome.Action
    ) throws -> (outcome: IntegrityOutcome, configuration: Configuration) {
        let host = try Host(root: root)
        let parsed = try configuration.parsed(hostName: host.name(), files: .of(host))
        let command = IntegrityCommand(
            configuration: parsed.with(
                databaseIn: .file(folder.database), databaseOut: .file(folder.newDatabase)),
            host: host, clock: { Int64(time(nil)) })
        return (try command.run(action), parsed)
    }

    /// Stands for the database; the cluster remembers it.
    private func databaseDigest() throws -> String {
        let file = open(folder.database, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { throw NodeFolder.Failure(folder.database, "cannot be read") }
        defer { close(file) }
        let bank = DigestBank([.sha256])
        bank.start()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw NodeFolder.Failure(folder.database, "cannot be read") }
            if count == 0 { break }
            buffer.withUnsafeBytes { bank.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
        return Hex.encode(bank.finish().first ?? [])
    }

    /// What could not be looked at; what went away while it was looked at is no trouble.
    private static func problems(_ outcome: IntegrityOutcome) -> [String] {
        outcome.problems.map(\.message).filter { !$0.hasSuffix(": No such file or directory") }
    }

    private func failure(_ error: any Error) -> Failure {
        switch error {
        case let failure as Failure: failure
        case let error as ConfigurationError: Failure(code: error.reason.rawValue, sentence: "\(error)")
        case let error as DatabaseError:
            Failure(code: error.reason == .damaged ? 24 : 18, sentence: "\(error)")
        default: Failure(code: 18, sentence: "\(error)")
        }
    }
}
