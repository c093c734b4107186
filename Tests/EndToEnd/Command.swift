import Foundation

/// A program that is run to its end.
struct Command: Sendable {
    /// What a program printed and how it ended.
    struct Outcome: Sendable, CustomStringConvertible {
        var status: Int32
        var output: String
        var error: String
        var description: String { "exit \(status)\nstdout: \(output)\nstderr: \(error)" }
        /// The output's lines.
        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    var path: String
    var environment: [String: String] = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]

    /// Runs the program with arguments and an input.
    func run(_ arguments: [String], input: String = "") async throws -> Outcome {
        let folder = TemporaryFolder.path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // Files instead of pipes: no output is too long for them and nobody has to read meanwhile.
        let names = ["in", "out", "err"].map { "\(folder)/\($0)" }
        _ = FileManager.default.createFile(atPath: names[0], contents: Data(input.utf8))
        for name in names.dropFirst() { _ = FileManager.default.createFile(atPath: name, contents: nil) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle(forReadingAtPath: names[0])
        process.standardOutput = FileHandle(forWritingAtPath: names[1])
        process.standardError = FileHandle(forWritingAtPath: names[2])
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return Outcome(
            status: status, output: (try? String(contentsOfFile: names[1], encoding: .utf8)) ?? "",
            error: (try? String(contentsOfFile: names[2], encoding: .utf8)) ?? "")
    }
}
