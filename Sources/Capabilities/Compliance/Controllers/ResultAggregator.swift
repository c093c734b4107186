import Bytes
import Capability
import Cluster
import Kubernetes

/// What merging the targets' results came to.
struct AggregatedScan: Sendable {
    var result: ScanResult
    /// Why the result is no better, where the rules do not say; empty otherwise.
    var problem = ""
    var warnings = ""
    /// How many check results there are.
    var checkCount = 0
    /// Where the raw results are.
    var storage: JSON?
}

/// Merges the results of a scan's targets into one ComplianceCheckResult a rule, and makes remediations.
struct ResultAggregator: Sendable {
    let room: CapabilityRoom
    let directories: ContentDirectories
    let reader: any RuleTextReader
    /// The texts of custom rules' results.
    let expressionReader: any RuleTextReader

    /// Merges; doing it again changes nothing.
    ///
    /// - Throws: ``ScanFailure`` and what the engines throw, when there is nothing that could be merged.
    func aggregate(_ scan: ComplianceScan) async throws -> AggregatedScan {
        let gathered = try await gather(scan)
        guard !gathered.good.isEmpty else {
            throw ScanFailure(description: gathered.problems.joined(separator: "\n"))
        }
        let request = try await ScanRequest(scan, in: room, directories: directories)
        let texts = try await (scan.scannerType == "CEL" ? expressionReader : reader)
            .texts(for: request, of: scan)
        let merged = gathered.merged.merged.filter { texts.rules[$0.rule]?.isHidden != true }
        let plan = RemediationPlan(
            for: merged, of: scan, texts: texts,
            versions: try await ClusterVersions(in: room.cluster))
        let count = try await CheckResultWriter(
            room: room, scan: scan, texts: texts, automated: Set(plan.wanted.map(\.rule))
        ).write(merged)
        try await RemediationWriter(room: room, scan: scan).write(plan)
        var aggregated = AggregatedScan(result: ScanResult(merged.map(\.status)))
        aggregated.checkCount = count
        aggregated.storage = [
            "apiVersion": "v1", "kind": "ConfigMap", "namespace": .string(scan.object.namespace ?? ""),
            "name": .string(
                ComplianceNames.resultMap(scan: scan.object.name, target: gathered.good.first ?? "")),
        ]
        if aggregated.result == .notApplicable {
            aggregated.problem = "no rule applies; content and target may not belong together"
        }
        aggregated.warnings = (gathered.warnings + plan.warnings).uniqued()
            .joined(separator: "\n")
        if !gathered.problems.isEmpty {
            aggregated.result = .error
            aggregated.problem = gathered.problems.joined(separator: "\n")
        }
        return aggregated
    }

    private struct Gathered {
        var merged = MergedResults()
        /// The targets whose results could be read.
        var good: [String] = []
        var problems: [String] = []
        var warnings: [String] = []
    }

    /// How many targets' documents are in memory at once.
    private static let pageSize = 16

    /// A few targets after the others: the documents of hundreds of nodes are never in memory together, nor is each
    /// a request of its own.
    private func gather(_ scan: ComplianceScan) async throws -> Gathered {
        var gathered = Gathered()
        var missing = Set(try await ScanTargets(scan, in: room).names)
        var options = ListOptions(
            labelSelector: "\(ComplianceGroup.key("scan-name"))=\(scan.object.name),\(ResultMap.label)=",
            limit: Self.pageSize)
        repeat {
            let page = try await room.cluster.list(
                ResultMap.type, namespace: scan.object.namespace, options: options)
            for map in page.items.map(ResultMap.init) where map.belongs(to: scan) {
                // A foreign scanner names no node for the platform.
                let target = map.target.isEmpty ? ScanTargets.platform : map.target
                if missing.remove(target) != nil { take(map, of: target, scan, into: &gathered) }
            }
            options.continue = page.continue
        } while options.continue != nil
        gathered.problems += missing.sorted().map { "\($0): there are no results" }
        if gathered.good.isEmpty, gathered.problems.isEmpty {
            gathered.problems.append("no target left results")
        }
        return gathered
    }

    private func take(
        _ map: ResultMap, of target: String, _ scan: ComplianceScan, into gathered: inout Gathered
    ) {
        if !map.warnings.isEmpty { gathered.warnings += map.warnings.split(separator: "\n").map(String.init) }
        switch map.exitCode {
        case "0", "2":
            do {
                guard let document = map.document else {
                    gathered.problems.append("\(target): the results are missing or cannot be unpacked")
                    return
                }
                gathered.merged.add(try TargetVerdicts(document: document, name: target), of: target)
                gathered.good.append(target)
            } catch { gathered.problems.append("\(error)") }
        case "unschedulable" where !scan.isStrict: gathered.warnings.append("\(target): \(map.problem)")
        default:
            gathered.problems.append(
                "\(target): \(map.problem.isEmpty ? "the scanner ended with \(map.exitCode)" : map.problem)")
        }
    }
}
