import Glibc
import SCAP
import XML

/// Whether files are as their schemas want them, asked before they are used.
///
/// The schemas are those of the peer's package; where they are not installed, what the readers refuse is all that
/// is refused.
struct ContentValidity {
    private let invocation: Invocation

    init(_ invocation: Invocation) { self.invocation = invocation }

    static var directory: String { Environment.value("OSCAP_SCHEMA_PATH") ?? SchemaSet.debianDirectory }

    /// What a file's schema does not allow, in the peer's words; nil when there is nothing.
    static func problems(in source: SourceFile) throws(Failure) -> [String]? {
        let problems: [XMLError]
        do throws(SCAPError) {
            problems = try SchemaSet(directory: directory).problems(in: source.path)
        } catch {
            throw SourceFile.failure(error)
        }
        if problems.isEmpty { return nil }
        return problems.map { problem in
            var sentence = "\(problem)"
            let place = "\(problem.file):\(problem.line): "
            if sentence.hasPrefix(place) { sentence.removeFirst(place.count) }
            return "File '\(problem.file)' line \(problem.line): \(sentence)"
        }
    }

    /// The sentence that ends a refusal.
    static func verdict(_ source: SourceFile) -> String {
        "Invalid \(source.kind.name) (\(source.version)) content in \(source.path)"
    }

    /// Complains about a file that its schema does not allow, unless `--skip-valid` was given.
    func check(_ source: SourceFile) throws(Failure) {
        guard !invocation.arguments.has("skip-valid"), access(Self.directory, R_OK) == 0 else { return }
        guard let problems = try Self.problems(in: source) else { return }
        let verdict = Self.verdict(source)
        guard source.kind.isOVAL else {
            var lines = problems.flatMap { [$0, ""] }
            lines[0] = "OpenSCAP Error: " + lines[0]
            throw Failure(lines: lines + ["\(verdict).", verdict])
        }
        throw Failure(lines: problems + ["OpenSCAP Error: \(verdict)."])
    }
}

/// `validate` of every module: whether a file is as its schema wants it.
struct ValidateFile {
    let invocation: Invocation

    /// - Parameter status: how it ends when the file is not valid.
    func run(invalid status: ExitStatus) throws(Failure) -> ExitStatus {
        let source = try SourceFile(invocation.words[0])
        guard let problems = try ContentValidity.problems(in: source) else { return .ok }
        throw Failure(
            lines: problems + ["OpenSCAP Error: \(ContentValidity.verdict(source))."], status: status)
    }
}

extension SourceFile {
    /// The version of the language that the file claims.
    var version: String {
        guard let input = try? XMLInput(path: path), let kind = try? DocumentKind(input) else {
            return ""
        }
        return switch kind {
        case .dataStream(let version), .benchmark(let version), .tailoring(let version): version
        case .oval(_, let version): version
        case .resultDataStream: "1.1"
        case .dictionary: "2.3"
        case .questionnaires: "2.0"
        }
    }
}
