import OVAL
import XCCDF
import XML

/// A benchmark with everything that it refers to, read from a data stream collection or from files that lie
/// beside a bare benchmark.
///
/// ```swift
/// let content = try Content(path: "ssg-debian12-ds.xml")
/// for profile in content.benchmark.profiles { print(profile.id, profile.title) }
/// let result = try content.scan(.named("standard"), collector: collector, clock: { now() })
/// ```
///
/// Nothing is fetched and nothing outside of the file's directory is opened: what is elsewhere is noted, and the
/// rules that need it are not checked.
public struct Content: Sendable {
    /// The file.
    public let path: String
    /// The data stream's id; nil for a bare benchmark.
    public let dataStreamID: String?
    /// The benchmark.
    public let benchmark: Benchmark
    /// What a person should know about the content, such as components that are elsewhere; one sentence each.
    public let notes: [String]
    /// The decisions about the benchmark that the data stream brings along, with their component-refs' ids.
    public let tailorings: [(reference: String, tailoring: Tailoring)]
    /// The open file.
    let input: XMLInput
    /// Where the benchmark stands in the file; nil when it is the file.
    let benchmarkOrigin: Origin?
    /// Where what the file names of the benchmark and of its dictionaries mean stands.
    let origins: [String: Origin]
    /// What the benchmark's file names mean.
    let components: [String: Component]
    /// The dictionaries, and what their file names mean.
    let dictionaries: [(dictionary: CPEDictionary, components: [String: Component])]

    init(
        path: String, dataStreamID: String?, benchmark: Benchmark, notes: [String],
        components: [String: Component],
        dictionaries: [(dictionary: CPEDictionary, components: [String: Component])],
        tailorings: [(reference: String, tailoring: Tailoring)] = [], input: XMLInput,
        benchmarkOrigin: Origin? = nil, origins: [String: Origin]
    ) {
        self.path = path
        self.dataStreamID = dataStreamID
        self.benchmark = benchmark
        self.notes = notes
        self.components = components
        self.dictionaries = dictionaries
        self.tailorings = tailorings
        self.input = input
        self.benchmarkOrigin = benchmarkOrigin
        self.origins = origins
    }

    /// The OVAL definitions that a file name of the benchmark's checks means; nil when it means none.
    public func definitions(_ href: String) -> Definitions? {
        if case .oval(let definitions)? = components[href] { definitions } else { nil }
    }

    /// How a person checks a rule: the question of its OCIL questionnaire, or nil when it has none.
    ///
    /// The text is as the Compliance Operator shows it: lines are trimmed, and the last one, which asks whether
    /// the rule fails, is left out. Needs ``ContentOptions/instructions``.
    public func instructions(for rule: Rule) -> String? {
        for case .check(let check) in rule.checks where check.system == CheckSystemURI.ocil {
            for content in check.contents {
                guard let name = content.name,
                    case .questionnaires(let questionnaires) = components[content.href],
                    let text = questionnaires.text(questionnaire: name)
                else { continue }
                return Self.withoutLastLine(text)
            }
        }
        return nil
    }

    static func withoutLastLine(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(trimmed)
        while let first = lines.first, first.isEmpty { lines.removeFirst() }
        while let last = lines.last, last.isEmpty { lines.removeLast() }
        if lines.count > 1 { lines.removeLast() }
        while let last = lines.last, last.isEmpty { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    private static func trimmed(_ line: Substring) -> Substring {
        var line = line
        while let first = line.first, first.isWhitespace { line.removeFirst() }
        while let last = line.last, last.isWhitespace { line.removeLast() }
        return line
    }
}
