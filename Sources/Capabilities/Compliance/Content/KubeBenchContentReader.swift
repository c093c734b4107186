import Bytes
import Capability
import Crypto
import Host
import KubeBench
import KubeBenchContent
import Threads
import XCCDF

/// Reads directories of kube-bench's benchmarks for bundles.
struct KubeBenchContentReader: ContentReader {
    func digest(of path: String) async throws -> String {
        try await reading(path) { content in
            var hash = SHA256()
            for text in try content.texts() {
                // The length before each text keeps two divisions of one text apart.
                hash.update(data: Array("\(text.utf8.count) ".utf8))
                hash.update(data: Array(text.utf8))
            }
            return "sha256-" + Hex.encode(hash.finalize())
        }
    }

    func objects(
        of path: String, for bundle: ProfileBundle, digest: String
    ) async throws -> BundleObjects {
        try await reading(path) { content in
            let (benchmark, instructions) = try content.catalogue()
            let maker = BundleObjectsMaker(
                bundle: bundle, benchmark: benchmark, instructions: instructions, digest: digest)
            let profiles = try maker.profiles()
            return BundleObjects(
                profiles: profiles, rules: maker.rules(selectedBy: profiles), variables: [],
                groups: benchmark.groups.map(\.id))
        }
    }

    private func reading<Value: Sendable>(
        _ path: String, _ body: @escaping @Sendable (KubeBenchContent) throws -> Value
    ) async throws -> Value {
        try await BlockingThread.run {
            defer { ProcessMemory.giveBack() }
            do { return try body(KubeBenchContent(path: path, on: Host())) } catch let error as KubeBenchError
            {
                throw UnreadableContent(description: error.description)
            }
        }
    }
}

/// Reads the texts of a scan's rules from kube-bench's benchmarks.
struct KubeBenchRuleTextReader: RuleTextReader {
    func texts(for request: ScanRequest, of scan: ComplianceScan) async throws -> RuleTexts {
        try await BlockingThread.run {
            defer { ProcessMemory.giveBack() }
            let content = try KubeBenchContent(path: request.contentPath, on: Host())
            let (benchmark, instructions) = try content.catalogue()
            let texts = benchmark.rules.map { rule in
                (
                    rule.id,
                    RuleText(
                        id: rule.id, severity: rule.severity.rawValue,
                        description: "\(rule.title)\n\(rule.item.description.plain)",
                        instructions: instructions[rule.id] ?? "")
                )
            }
            return RuleTexts(rules: Dictionary(texts) { first, _ in first })
        }
    }
}
