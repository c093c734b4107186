import Host
import KubeBenchContent

/// Reads content of every kind: a directory is kube-bench's, a file SCAP content.
struct ContentKinds: ContentReader, RuleTextReader {
    private let dataStreams = SCAPContentReader()
    private let dataStreamTexts = SCAPRuleTextReader()
    private let directories = KubeBenchContentReader()
    private let directoryTexts = KubeBenchRuleTextReader()

    func digest(of path: String) async throws -> String {
        try await reader(of: path).digest(of: path)
    }

    func objects(
        of path: String, for bundle: ProfileBundle, digest: String
    ) async throws -> BundleObjects {
        try await reader(of: path).objects(of: path, for: bundle, digest: digest)
    }

    func texts(for request: ScanRequest, of scan: ComplianceScan) async throws -> RuleTexts {
        let reader: any RuleTextReader =
            Self.isDirectory(request.contentPath) ? directoryTexts : dataStreamTexts
        return try await reader.texts(for: request, of: scan)
    }

    private func reader(of path: String) -> any ContentReader {
        Self.isDirectory(path) ? directories : dataStreams
    }

    /// Whether content is a directory.
    static func isDirectory(_ path: String) -> Bool {
        (try? Host()).map { KubeBenchContent.isContent(path, on: $0) } ?? false
    }
}

/// Scans a host with the engine that its content asks for.
struct NodeScanner: ComplianceScanner {
    /// The directory that is looked at as the host's root.
    let root: String

    func scan(_ request: ScanRequest, for scan: ComplianceScan) async throws -> TargetReport {
        let scanner: any ComplianceScanner =
            ContentKinds.isDirectory(request.contentPath)
            ? KubeBenchScanner(root: root) : HostScanner(root: root)
        return try await scanner.scan(request, for: scan)
    }
}
