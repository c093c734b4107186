import Bytes
import YAML

/// Fetches what a plan asks for and makes the files of it (Compliance Operator, the API resource collector).
///
/// ```swift
/// let plan = PlatformPlan(content.benchmark, under: profile)
/// let files = try await PlatformCollector(source: source, readFilter: reader).collect(plan)
/// try files.write(below: "/run/scan")
/// ```
///
/// What is not there (404) becomes a file that says so, because content looks for that; what this user may not
/// see (403) becomes a warning; no answer at all ends the scan, for half of a cluster's facts mislead.
public struct PlatformCollector: Sendable {
    let source: any APISource
    let readFilter: JSONFilterReader

    /// Makes a collector.
    ///
    /// - Parameter readFilter: Reads the filters of the content.
    public init(source: any APISource, readFilter: @escaping JSONFilterReader) {
        self.source = source
        self.readFilter = readFilter
    }

    /// Fetches everything.
    ///
    /// - Throws: ``APISourceError`` when the cluster does not answer or a filter cannot be read.
    public func collect(_ plan: PlatformPlan) async throws(APISourceError) -> PlatformFiles {
        var files = PlatformFiles()
        // One endpoint serves many rules, each with another filter: what was fetched last waits for them.
        let byEndpoint = Dictionary(grouping: plan.requests, by: \.endpoint)
        var done: Set<String> = []
        for request in plan.requests where done.insert(request.endpoint).inserted {
            try await collect(byEndpoint[request.endpoint] ?? [], into: &files)
        }
        files.isOpenShift = try await source.serves(group: "config.openshift.io")
        try await noteAbsentGroups(plan, &files)
        if plan.needsKubelets { try await KubeletConfigs(self, plan).collect(into: &files) }
        return files
    }

    private func noteAbsentGroups(
        _ plan: PlatformPlan, _ files: inout PlatformFiles
    ) async throws(APISourceError) {
        for group in Set(plan.requests.compactMap { PlatformFiles.group(of: $0.endpoint) }).sorted() {
            if try await !source.serves(group: group) { files.absentGroups.insert(group) }
        }
    }

    private func collect(
        _ requests: [PlatformRequest], into files: inout PlatformFiles
    ) async throws(APISourceError) {
        guard let endpoint = requests.first?.endpoint else { return }
        let isQuiet = requests.allSatisfy(\.suppressesWarning)
        let answer = try await source.get(endpoint)
        switch answer {
        case .notFound(let reason, let message):
            if try useReadyMade(requests, &files) { return }
            if !isQuiet { files.warnings.append("could not fetch \(endpoint): \(message)") }
            for request in requests {
                files.contents[request.dumpPath] = Array("# kube-api-error=\(reason)".utf8)
            }
        case .forbidden(let message):
            if !isQuiet { files.warnings.append("could not fetch \(endpoint): \(message)") }
        case .bytes(let bytes) where bytes.isEmpty: return
        case .bytes(let bytes):
            var value: JSON?
            for request in requests {
                if request.filter.isEmpty {
                    files.contents[request.dumpPath] = bytes
                    continue
                }
                let known: JSON
                if let value { known = value } else { known = try Self.parsed(bytes, endpoint) }
                value = known
                try apply(request, known, &files)
            }
        case .json(let value):
            for request in requests {
                if request.filter.isEmpty {
                    files.contents[request.dumpPath] = value.bytes
                } else {
                    try apply(request, value, &files)
                }
            }
        }
    }

    /// Fixtures may hold only the filtered file.
    private func useReadyMade(
        _ requests: [PlatformRequest], _ files: inout PlatformFiles
    ) throws(APISourceError) -> Bool {
        let ready = requests.map { source.readyMade($0.dumpPath) }
        guard ready.contains(where: { $0 != nil }) else { return false }
        for (request, bytes) in zip(requests, ready) {
            files.contents[request.dumpPath] = bytes ?? Array("# kube-api-error=NotFound".utf8)
        }
        return true
    }

    private static func parsed(_ bytes: [UInt8], _ endpoint: String) throws(APISourceError) -> JSON {
        do throws(JSONError) { return try JSON(parsing: bytes) } catch {
            throw APISourceError(path: endpoint, reason: "the answer is no JSON: \(error)")
        }
    }

    private func apply(
        _ request: PlatformRequest, _ value: JSON, _ files: inout PlatformFiles
    ) throws(APISourceError) {
        // What was filtered when it was collected need not be filtered again, and not all of it can be.
        if let ready = source.readyMade(request.dumpPath) {
            files.contents[request.dumpPath] = ready
            return
        }
        let filtered: FilteredAnswer
        do {
            filtered = try FilteredAnswer(value, filter: request.filter, read: readFilter)
        } catch {
            throw APISourceError(
                path: request.endpoint, reason: "the filter \"\(request.filter)\" cannot be applied: \(error)"
            )
        }
        files.contents[request.dumpPath] = filtered.bytes
        if filtered.hasMore {
            files.warnings.append(
                "\(request.endpoint): the filter \"\(request.filter)\" gives more than one value; the first counts"
            )
        }
    }
}
