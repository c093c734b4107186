import Bytes
import Capability
import Cluster
import Kubernetes

/// Brings the XCCDF documents of a scan's targets into a folder: the present run's, or an earlier one's.
///
/// The operator keeps them in ConfigMaps that the scan owns: those of the present run, and as many earlier runs as
/// `rawResultStorage.rotation` says.
struct RawResultFetch {
    /// One target's document, or why there is none.
    struct Fetched {
        var target: String
        var run: Int
        /// The document's path; nil where the target left none.
        var path: String?
        var problem = ""
    }

    let place: ClusterNamespace
    /// Documents are up to a megabyte each, and there may be hundreds of targets.
    private static let pageSize = 10

    /// Writes a run's documents.
    ///
    /// - Parameter run: the run's number, from 0; nil for the last that has ended.
    /// - Throws: `CommandFailure` when the scan has no such results.
    func fetch(_ scan: ComplianceScan, run: Int?, into folder: OutputFolder) async throws -> [Fetched] {
        let run = try run ?? lastRun(of: scan)
        let isPresent = run == scan.currentIndex
        let label = isPresent ? "\(ResultMap.label)=" : "\(ResultMap.archiveLabel)=\(run)"
        var fetched: [Fetched] = []
        try await forEachMap("\(ComplianceGroup.key("scan-name"))=\(scan.object.name),\(label)") { map in
            guard !isPresent || map.belongs(to: scan) else { return }
            fetched.append(try take(map, of: scan, run, into: folder))
        }
        guard !fetched.isEmpty else { throw nothing(of: scan, run) }
        return fetched.sorted { $0.target < $1.target }
    }

    private func lastRun(of scan: ComplianceScan) throws -> Int {
        if scan.phase == .done { return scan.currentIndex }
        guard scan.currentIndex > 0 else {
            throw CommandFailure(
                "ComplianceScan \"\(scan.object.name)\" has no results yet: it is "
                    + (scan.phase?.rawValue ?? "not begun"))
        }
        return scan.currentIndex - 1
    }

    private func forEachMap(_ selector: String, _ body: (ResultMap) throws -> Void) async throws {
        var options = ListOptions(labelSelector: selector, limit: Self.pageSize)
        repeat {
            let page = try await place.cluster.list(ResultMap.type, namespace: place.name, options: options)
            for object in page.items { try body(ResultMap(object)) }
            options.continue = page.continue
        } while options.continue != nil
    }

    private func take(
        _ map: ResultMap, of scan: ComplianceScan, _ run: Int, into folder: OutputFolder
    ) throws -> Fetched {
        let target = map.target.isEmpty ? map.object.name : map.target
        var fetched = Fetched(target: target, run: run, problem: map.problem)
        guard let document = map.document else {
            if fetched.problem.isEmpty { fetched.problem = "the scanner ended with \(map.exitCode)" }
            return fetched
        }
        do {
            let name = ComplianceNames.resultMap(scan: scan.object.name, target: target)
            fetched.path = try folder.write("\(name).xml", try UnpackedDocument(document).bytes)
        } catch let error as UnpackedDocument.Failure { fetched.problem = error.description }
        return fetched
    }

    private func nothing(of scan: ComplianceScan, _ run: Int) -> CommandFailure {
        let name = "ComplianceScan \"\(scan.object.name)\""
        if scan.resultsStorage?["kind"]?.string == "PersistentVolumeClaim" {
            // Another operator's scan: its documents can be read by a pod only.
            let claim = scan.resultsStorage?["name"]?.string ?? ""
            return CommandFailure(
                "\(name): its raw results are in PersistentVolumeClaim \"\(claim)\"; mount it in a pod and copy "
                    + "the directory \(run)")
        }
        if run == scan.currentIndex, !scan.errorMessage.isEmpty {
            return CommandFailure("\(name) left no results: \(scan.errorMessage)")
        }
        return CommandFailure(
            "\(name): the results of run \(run) are not kept; the last run is \(scan.currentIndex), and "
                + "rawResultStorage.rotation says how many are kept")
    }
}
