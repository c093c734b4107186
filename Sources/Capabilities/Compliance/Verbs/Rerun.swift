import ArgumentParser
import Bytes
import Capability
import Cluster
import Kubernetes

/// Lets scans begin anew, and waits for them when asked.
struct Rerun {
    /// A scan that was asked to begin anew, as it was then.
    struct Asked {
        var scan: ComplianceScan
        /// How often it had been started before.
        var index: Int
        var wasDone: Bool

        var name: String { scan.object.name }
    }

    let place: ClusterNamespace
    /// How long to wait between two looks.
    var pause = Duration.seconds(1)

    private static let key = ComplianceGroup.key("rescan")

    /// Puts the wish on each scan.
    func ask(_ scans: [ComplianceScan]) async throws -> [Asked] {
        var asked: [Asked] = []
        for scan in scans {
            let wish: JSON = ["metadata": ["annotations": .object(JSONObject([(Self.key, .string(""))]))]]
            _ = try await place.cluster.patch(
                ComplianceScan.type, namespace: place.name, name: scan.object.name, .merge(wish),
                subresource: nil, options: WriteOptions())
            asked.append(
                Asked(scan: scan, index: scan.currentIndex, wasDone: scan.phase == .done))
        }
        return asked
    }

    /// Looks at the scans until each has ended again.
    ///
    /// - Throws: `CommandFailure` that names those that have not when the time is up.
    func wait(for asked: [Asked], atMost limit: Duration) async throws -> [ComplianceScan] {
        let deadline = ContinuousClock.now + limit
        while true {
            var scans: [ComplianceScan] = []
            for entry in asked { scans.append(try await place.require(ComplianceScan.self, entry.name)) }
            let late = zip(asked, scans).filter { !hasEnded($1, since: $0) }.map(\.0.name)
            if late.isEmpty { return scans }
            guard ContinuousClock.now < deadline else {
                throw CommandFailure("--timeout: not done yet: \(late.joined(separator: ", "))")
            }
            try await Task.sleep(for: pause)
        }
    }

    /// The operator counts a run when it begins and then takes the wish off; a scan that was under way when it
    /// was asked may do both before its first run is over.
    private func hasEnded(_ scan: ComplianceScan, since asked: Asked) -> Bool {
        scan.phase == .done && scan.object.annotations[Self.key] == nil
            && (scan.currentIndex > asked.index || !asked.wasDone)
    }

    /// 2 when a scan is not compliant, 3 when one could not say, else 0.
    static func exitCode(_ scans: [ComplianceScan]) -> ExitCode {
        let results = scans.map { $0.result ?? .notAvailable }
        if results.contains(.nonCompliant) || results.contains(.inconsistent) { return HouseExit.findings }
        if results.contains(.error) || results.contains(.notAvailable) { return HouseExit.partial }
        return HouseExit.clean
    }
}
