import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes
import Logging

/// Looks at one target for every scan that is RUNNING and about it, and leaves the results in a ConfigMap.
///
/// There is one for the platform beside the other controllers, and one for each node.
struct ScanAgent: Reconciler {
    /// What the agent looks at.
    enum Place: Equatable, Sendable {
        case node(String)
        case platform
    }

    let room: CapabilityRoom
    let directories: ContentDirectories
    let place: Place
    /// What judges OpenSCAP scans of the place.
    let scanner: any ComplianceScanner
    /// What judges scans of expressions; only the platform has any.
    var expressions: any ComplianceScanner = UnavailableScanner(reason: "expressions are about the platform")

    var name: String { place == .platform ? "platformscan" : "nodescan" }
    var sources: [ReconcileSource] { [.primary(ComplianceScan.type)] }

    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult {
        guard
            let scan = try await room.cluster.find(
                ComplianceScan.self, namespace: key.namespace, name: key.name),
            let target = try await target(of: scan)
        else { return .done }
        if let known = try await known(scan, target), known.belongs(to: scan) { return .done }
        let map = await look(scan, target)
        try await hand(map, over: scan, target)
        return .done
    }

    /// The agent's place as the scan names it; nil when there is nothing to do.
    private func target(of scan: ComplianceScan) async throws -> String? {
        guard scan.phase == .running, scan.object.deletionTimestamp == nil else { return nil }
        switch place {
        case .platform: return scan.isOfNodes ? nil : ScanTargets.platform
        case .node(let name):
            guard scan.isOfNodes,
                let node = try await room.cluster.find(ScanTargets.nodes, namespace: nil, name: name)
            else { return nil }
            return scan.selects(node) ? name : nil
        }
    }

    private func known(_ scan: ComplianceScan, _ target: String) async throws -> ResultMap? {
        try await room.cluster.find(
            ResultMap.type, namespace: scan.object.namespace,
            name: ComplianceNames.resultMap(scan: scan.object.name, target: target)
        ).map(ResultMap.init)
    }

    private func look(_ scan: ComplianceScan, _ target: String) async -> ResultMap {
        do {
            let request = try await ScanRequest(scan, in: room, directories: directories)
            let judge = scan.scannerType == "CEL" ? expressions : scanner
            let report = try await judge.scan(request, for: scan)
            guard report.document.count <= ResultMap.sizeLimit else {
                throw ScanFailure(
                    description:
                        "the results take \(report.document.count) bytes, more than an object may hold")
            }
            return ResultMap(report, of: scan, target: target)
        } catch {
            room.logger.error("scan \(scan.object.name) of \(target): \(error)")
            return ResultMap(of: scan, target: target, exitCode: "1", problem: "\(error)")
        }
    }

    /// Stores the results, unless the scan has gone on without them.
    private func hand(_ map: ResultMap, over scan: ComplianceScan, _ target: String) async throws {
        guard
            let now = try await room.cluster.find(
                ComplianceScan.self, namespace: scan.object.namespace, name: scan.object.name),
            now.object.uid == scan.object.uid, now.run == scan.run, now.phase == .running
        else { return }
        if let old = try await known(scan, target) {
            _ = try await room.cluster.delete(
                ResultMap.type, namespace: old.object.namespace, name: old.object.name,
                options: DeleteOptions(uid: old.object.uid))
        }
        _ = try await room.cluster.createIfAbsent(ResultMap.type, map.object)
    }
}

extension ScanRequest {
    /// What a scan's targets are judged by.
    ///
    /// - Throws: ``ContentError`` and ``ScanFailure`` for content or a tailoring that is not there.
    init(_ scan: ComplianceScan, in room: CapabilityRoom, directories: ContentDirectories) async throws {
        // Expressions stand in resources, not in content.
        contentPath =
            scan.scannerType == "CEL"
            ? "" : try directories.path(contentImage: scan.contentImage, contentFile: scan.content)
        profile = scan.profile
        rule = scan.rule
        tailoring = nil
        guard !scan.tailoringMap.isEmpty, scan.scannerType != "CEL" else { return }
        guard
            let map = try await room.cluster.find(
                ResultMap.type, namespace: scan.object.namespace, name: scan.tailoringMap)
        else {
            throw ScanFailure(
                description: "ConfigMap \"\(scan.tailoringMap)\" with the tailoring was not found")
        }
        guard let text = map["data"]?["tailoring.xml"]?.string else {
            throw ScanFailure(description: "ConfigMap \"\(scan.tailoringMap)\" has no key tailoring.xml")
        }
        tailoring = Array(text.utf8)
    }
}
