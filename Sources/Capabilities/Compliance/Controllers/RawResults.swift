import Bytes
import Capability
import Cluster
import Kubernetes

/// The raw results of a scan's earlier runs: kept beside the present ones and rotated.
struct RawResults {
    let room: CapabilityRoom

    /// Puts the results of an earlier run aside and deletes those that are too old.
    ///
    /// Each object is stored under its new name before the old one goes, so that a crash between the two loses
    /// nothing and doing it again changes nothing.
    func putAside(before scan: ComplianceScan) async throws {
        for map in try await maps(of: scan) where map.run != scan.run {
            if scan.keepsRawResults, Self.index(of: map, scan) != scan.currentIndex {
                try await archive(map, of: scan)
            }
            try await delete(map.object)
        }
        guard scan.rotation > 0 || !scan.keepsRawResults else { return }
        // The present run takes one of the places.
        let kept = scan.keepsRawResults ? scan.rotation - 1 : 0
        for archived in try await archives(of: scan)
        where Self.index(of: archived) < scan.currentIndex - kept {
            try await delete(archived)
        }
    }

    /// The present run's results, and what other runs left behind.
    private func maps(of scan: ComplianceScan) async throws -> [ResultMap] {
        try await list("\(ResultMap.label)=", of: scan).map(ResultMap.init)
    }

    private func archives(of scan: ComplianceScan) async throws -> [Object] {
        try await list(ResultMap.archiveLabel, of: scan)
    }

    private func list(_ label: String, of scan: ComplianceScan) async throws -> [Object] {
        let options = ListOptions(
            labelSelector: "\(ComplianceGroup.key("scan-name"))=\(scan.object.name),\(label)")
        return try await room.cluster.list(
            ResultMap.type, namespace: scan.object.namespace, options: options
        ).items
    }

    private func archive(_ map: ResultMap, of scan: ComplianceScan) async throws {
        let index = "\(Self.index(of: map, scan))"
        var archived = Object(
            kind: ResultMap.type.kind,
            name: ComplianceNames.limited(
                "\(scan.object.name)-\(map.target)-raw-\(index)", prefix: "raw-results-"),
            namespace: scan.object.namespace)
        archived.labels = [
            ComplianceGroup.key("scan-name"): scan.object.name, ResultMap.archiveLabel: index,
        ]
        archived.annotations = map.object.annotations
        archived.ownerReferences = [OwnerReference(to: scan.object)]
        archived["data"] = map.object["data"]
        _ = try await room.cluster.createIfAbsent(ResultMap.type, archived)
    }

    /// The number of the run that left results; a foreign scanner does not say, so it was the last.
    private static func index(of map: ResultMap, _ scan: ComplianceScan) -> Int {
        map.run.flatMap { $0.split(separator: "-").first }.flatMap { Int($0) } ?? scan.currentIndex - 1
    }

    private static func index(of archived: Object) -> Int {
        archived.labels[ResultMap.archiveLabel].flatMap(Int.init) ?? 0
    }

    private func delete(_ object: Object) async throws {
        try await room.cluster.deleteIfPresent(
            ResultMap.type, namespace: object.namespace, name: object.name)
    }
}
