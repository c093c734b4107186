import Processes
import XCCDF

/// One repair, with the values of a profile in it, and what came of running it.
struct FixRun {
    /// The repair as it was run.
    let fix: Fix
    /// Whether it was run at all.
    let hasRun: Bool
    /// What there is to tell, in the peer's words.
    let messages: [String]
    /// What standard error is told: references that lead nowhere.
    let complaints: [String]

    /// Runs a repair on this machine.
    init(_ fix: Fix, of benchmark: Benchmark, under profile: ResolvedProfile) {
        var unknown: [String] = []
        let text = fix.content.plain { piece in
            let found = benchmark.replacement(of: piece, under: profile)
            if found == nil, case .value(let id) = piece { unknown.append(id) }
            if found == nil, case .title(let id) = piece { unknown.append(id) }
            return found
        }
        var resolved = fix
        resolved.content = RichText(text)
        self.fix = resolved
        complaints = unknown.map { "OpenSCAP Error: Could not resolve xccdf:sub/@idref='\($0)'!" }
        guard unknown.isEmpty, !fix.elements.contains("instance") else {
            (hasRun, messages) = (false, ["Fix execution was aborted: Text substitution failed."])
            return
        }
        let result = Self.run(text, fix)
        hasRun = result.hasRun
        messages = result.messages + (hasRun ? [] : ["Fix was not executed. Execution was aborted."])
    }

    private static func run(_ text: String, _ fix: Fix) -> (hasRun: Bool, messages: [String]) {
        guard fix.elements.isEmpty else {
            return (false, ["Fix element contains unresolved child elements."])
        }
        guard !text.isEmpty else { return (false, ["No fix available."]) }
        guard let interpreter = FixInterpreter.path(for: fix.system) else {
            return (false, ["Not supported xccdf:fix/@system='\(fix.system)' or missing interpreter."])
        }
        let file: FixScriptFile
        do throws(Failure) { file = try FixScriptFile(text) } catch { return (false, error.lines) }
        defer { file.remove() }
        // The environment is the peer's.
        let process = ChildProcess(
            command: interpreter, arguments: [file.path],
            environment: ["PATH": "/bin:/sbin:/usr/bin:/usr/sbin"], outputLimit: outputLimit,
            patience: patience, joinsErrors: true)
        func said(_ bytes: [UInt8]) -> [String] {
            bytes.isEmpty ? [] : [String(decoding: bytes, as: UTF8.self)]
        }
        switch process.run() {
        case .exited(let code, let output, _):
            return (true, ["Fix execution completed and returned: \(code)"] + said(output))
        case .signalled(let signal, let end):
            return (true, ["Fix execution was ended by signal \(signal)."] + said(end))
        case .tooSlow(let end):
            return (true, ["Fix execution was ended: it took longer than \(patience)."] + said(end))
        case .tooMuch: return (true, ["Fix execution was ended: it wrote more than \(outputLimit) bytes."])
        case .notStarted(let reason): return (false, ["\(interpreter) could not be started: \(reason)"])
        }
    }

    /// How long a repair may take: package managers fetch and install.
    private static let patience = Duration.seconds(3600)

    /// How much a repair may say; all of it goes into the results.
    private static let outputLimit = 1 << 20
}

extension Benchmark {
    /// What stands in the place of a piece; nil when the benchmark does not have it.
    fileprivate func replacement(of piece: RichText.Piece, under profile: ResolvedProfile) -> String? {
        switch piece {
        case .words(let words): words
        case .value(let id): profile.values[id]?.joined(separator: ",") ?? plainTexts[id]
        case .title(let id): values.first { $0.id == id }?.title
        }
    }
}
