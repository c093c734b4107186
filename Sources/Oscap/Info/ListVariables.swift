import SCAP
import XCCDF

/// `oscap info --profile ID --list-vars`: what the values of a checklist are under a profile.
struct ListVariables {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        let source = try SourceFile(invocation.words[0])
        var tailorings: [Tailoring?] = [nil]
        var path = source.path
        do throws(SCAPError) {
            if source.kind == .tailoring { tailorings = [try Tailoring(path: source.path)] }
        } catch {
            throw SourceFile.failure(error)
        }
        switch source.kind {
        case .tailoring: path = try ChecklistSession.benchmark(ofTailoring: source.path)
        case .checklist, .sourceDataStream: break
        default: throw Failure("\(source.path): values belong to checklists, and the file holds none")
        }
        let content: Content
        do throws(SCAPError) { content = try Content(path: path, options: []) } catch {
            throw SourceFile.failure(error)
        }
        let profile = try profile(in: content, tailorings + content.tailorings.map { Optional($0.tailoring) })
        for value in content.benchmark.values {
            let texts = profile.values[value.id] ?? []
            invocation.terminal.print("\(value.id)\t\(texts.joined(separator: ","))\n")
        }
        return .ok
    }

    /// The profile where it is first found: in the benchmark, or in a tailoring that the data stream brings along.
    private func profile(in content: Content, _ tailorings: [Tailoring?]) throws(Failure) -> ResolvedProfile {
        let name = invocation.arguments.value("profile") ?? ""
        for tailoring in tailorings {
            do throws(SCAPError) {
                return try content.resolve(.named(name), tailoring: tailoring)
            } catch {
                switch error {
                case .xccdf(_, .unknownProfile): continue
                case .xccdf(_, .ambiguousProfile):
                    throw Failure(lines: ProfileSuffix.severalMatch(name, in: invocation.words[0]))
                default: throw SourceFile.failure(error)
                }
            }
        }
        throw Failure(lines: ProfileSuffix.noneMatches(name, in: invocation.words[0]))
    }
}
