import Glibc
import Host
import OVAL
import SCAP
import XCCDF
import XML

/// A checklist that was named on the command line, with its profile, tailoring and the machine to look at.
struct ChecklistSession {
    let invocation: Invocation
    /// The file that was named.
    let path: String
    let content: Content
    let tailoring: Tailoring?
    private(set) var choice: ProfileChoice
    /// The decisions in force.
    private(set) var profile: ResolvedProfile

    /// Reads the content and finds the profile.
    ///
    /// - Throws: ``Failure`` in the peer's words.
    init(_ invocation: Invocation, options: ContentOptions) throws(Failure) {
        self.invocation = invocation
        path = invocation.words[0]
        let arguments = invocation.arguments
        let source = try SourceFile(path)
        var contentPath = path
        var tailoringPath = arguments.value("tailoring-file")
        switch source.kind {
        case .checklist, .sourceDataStream: break
        case .tailoring:
            tailoringPath = path
            contentPath = try Self.benchmark(ofTailoring: path)
        default:
            throw Failure(
                "Session input file was determined but it isn't an XCCDF file, a source datastream or an XCCDF "
                    + "tailoring file.")
        }
        for name in [arguments.value("cpe")].compactMap(\.self) + invocation.words.dropFirst() {
            _ = try SourceFile(name)
        }
        if let tailoringPath { _ = try SourceFile(tailoringPath) }
        try ContentValidity(invocation).check(source)
        let file: Tailoring?
        do throws(SCAPError) {
            content = try Content(
                path: contentPath, options: options, dataStream: arguments.value("datastream-id"),
                benchmark: arguments.value("xccdf-id") ?? arguments.value("benchmark-id"),
                cache: invocation.cache)
            file = try tailoringPath.map { path throws(SCAPError) in try Tailoring(path: path) }
        } catch {
            throw Self.failure(error, arguments)
        }
        let loaded = content
        tailoring =
            try arguments.value("tailoring-id").map { id throws(Failure) in
                try Self.tailoring(id, in: loaded)
            } ?? file
        choice =
            switch arguments.value("profile") {
            case nil: .default
            case "(all)": .all
            case let name?: .named(name)
            }
        do throws(SCAPError) { profile = try content.resolve(choice, tailoring: tailoring) } catch {
            throw Self.failure(profile: error, path)
        }
    }

    /// Takes another profile than the one of the command line.
    mutating func choose(_ other: ProfileChoice) throws(Failure) {
        do throws(SCAPError) { profile = try content.resolve(other, tailoring: tailoring) } catch {
            throw Self.failure(profile: error, path)
        }
        choice = other
    }

    /// What the benchmark has to say about what is not at hand.
    func warn() {
        if content.dataStreamID != nil {
            for (id, href) in RemoteComponents.of(path, dataStream: content.dataStreamID) {
                invocation.warnOfRemote(component: id, href: href)
            }
            return
        }
        let hrefs = content.benchmark.checkFiles
        if hrefs.contains(where: { $0.contains("://") }) {
            invocation.warn(
                "This content points out to the remote resources. Use `--fetch-remote-resources' option to "
                    + "download them.")
        }
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
        for href in hrefs {
            if href.contains("://") {
                invocation.warn("Skipping \(href) file which is referenced from XCCDF content")
            } else if access(directory + href, R_OK) != 0 {
                invocation.warn("Skipping \(directory)\(href) file which is referenced from XCCDF content")
            }
        }
    }

    /// The machine: this one, or the directory of `OSCAP_PROBE_ROOT`.
    static func host() throws(Failure) -> Host {
        let root = Environment.value("OSCAP_PROBE_ROOT") ?? "/"
        do throws(HostError) { return try Host(root: root) } catch { throw Failure("\(error)") }
    }

    /// A tailoring may be named in place of its benchmark, which must lie beside it.
    static func benchmark(ofTailoring path: String) throws(Failure) -> String {
        do {
            let summary = try ChecklistSummary(reader: SourceFile.reader(path))
            guard let href = summary.benchmarkHint, !href.isEmpty, !href.contains("/"), !href.contains(":")
            else {
                throw Failure("\(path): the tailoring names no benchmark that lies beside it")
            }
            return (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + href
        } catch let error as Failure {
            throw error
        } catch {
            throw Failure("\(error)")
        }
    }

    /// The tailoring that a component-ref of the data stream stands for.
    private static func tailoring(_ id: String, in content: Content) throws(Failure) -> Tailoring {
        if let found = content.tailorings.first(where: { $0.reference == id }) { return found.tailoring }
        throw Failure(
            "No '\(id)' component ref found in file '\(content.path)' in datastream of id "
                + "'\(content.dataStreamID ?? "(null)")'.",
            "Could not extract \(id) with all dependencies from datastream.")
    }

    private static func failure(_ error: SCAPError, _ arguments: ParsedArguments) -> Failure {
        switch error {
        case .noDataStream, .noBenchmark:
            if let id = arguments.value("benchmark-id"), arguments.value("xccdf-id") == nil {
                return Failure(
                    "Can't map benchmark ID '\(id)' to any component ID.",
                    "Failed to locate a datastream with component-ref that points to a component containing "
                        + "Benchmark with ID '\(id)'.")
            }
            let stream = arguments.value("datastream-id") ?? "<any>"
            let checklist = arguments.value("xccdf-id") ?? "<any>"
            return Failure(
                "Failed to locate a datastream with ID matching '\(stream)' ID and checklist inside matching "
                    + "'\(checklist)' ID.")
        default: return SourceFile.failure(error)
        }
    }

    private static func failure(profile error: SCAPError, _ path: String) -> Failure {
        switch error {
        case .xccdf(_, .unknownProfile(let name, _)):
            Failure(lines: ProfileSuffix.noneMatches(name, in: path))
        case .xccdf(_, .ambiguousProfile(let name, _)):
            Failure(lines: ProfileSuffix.severalMatch(name, in: path))
        default: SourceFile.failure(error)
        }
    }
}

/// The environment variables that the peer reads.
enum Environment {
    /// A variable's text; nil when it is not set or empty.
    static func value(_ name: String) -> String? {
        guard let text = getenv(name), text.pointee != 0 else { return nil }
        return String(cString: text)
    }
}
