import ArgumentParser
import Bytes
import Capability
import SCAP
import XCCDF

/// The command `martlet compliance info`.
struct ComplianceInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Say what a SCAP file holds.",
        discussion: """
            EXAMPLES
              martlet compliance info ssg-debian12-ds.xml
              martlet compliance info tailoring.xml -o json
            """)

    @Argument(help: "The file.") var file: String
    @OptionGroup var cacheChoice: CacheArgument
    @Option(name: [.short, .long], help: "How to print: table, json or yaml.") var output = OutputFormat.table

    func run() throws {
        let summary = try ContentSummary(path: file, cache: cacheChoice.cache)
        if output != .table { return print(output.render(Self.json(summary)), terminator: "") }
        print("\(file): \(Self.words(summary.kind))")
        for checklist in summary.checklists {
            let benchmark = checklist.benchmark
            print("benchmark \(benchmark.id), version \(benchmark.version): \(benchmark.title)")
            print("  \(benchmark.rules.count) rules in \(benchmark.groups.count) groups")
            for profile in checklist.profiles { print("  profile \(profile.id): \(profile.title)") }
            for file in checklist.checkFiles { print("  checks \(file.href) (\(file.system))") }
        }
        for tailoring in summary.tailorings { print("tailoring \(tailoring.id)") }
    }

    private static func json(_ summary: ContentSummary) -> JSON {
        [
            "kind": .string(words(summary.kind)),
            "benchmarks": .array(
                summary.checklists.map { checklist in
                    [
                        "id": .string(checklist.benchmark.id), "title": .string(checklist.benchmark.title),
                        "version": .string(checklist.benchmark.version),
                        "rules": .int(Int64(checklist.benchmark.rules.count)),
                        "profiles": .array(
                            checklist.profiles.map {
                                ["id": .string($0.id), "title": .string($0.title)]
                            }),
                        "checks": .array(
                            checklist.checkFiles.map {
                                ["href": .string($0.href), "system": .string($0.system)]
                            }),
                    ]
                }),
            "tailorings": .array(summary.tailorings.map { .string($0.id) }),
        ]
    }

    private static func words(_ kind: DocumentKind) -> String {
        switch kind {
        case .dataStream(let version): "source data stream of SCAP \(version)"
        case .benchmark(let version): "benchmark of XCCDF \(version)"
        case .tailoring(let version): "tailoring for XCCDF \(version)"
        case .resultDataStream: "result data stream (ARF)"
        case .oval(let language, let version): "\(language.rawValue) of OVAL \(version)"
        case .dictionary: "CPE dictionary"
        case .questionnaires: "OCIL questionnaires"
        }
    }
}
