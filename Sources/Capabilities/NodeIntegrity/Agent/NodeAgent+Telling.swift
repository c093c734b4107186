import Capability
import Cluster
import Controllers
import FileIntegrity
import Kubernetes
import Logging

extension NodeAgent {
    /// Leaves an outcome where the operator finds it.
    ///
    /// - Parameter isWhole: whether all files were looked at; the next time that they are is counted from then.
    func hand(
        over outcome: Outcome, _ scene: Scene, _ key: ObjectKey, isWhole: Bool = true
    ) async throws -> ReconcileResult {
        var log = log(of: outcome, scene)
        if let watches { try await tell(of: watches, in: &log, outcome, key) }
        if let old = try await room.cluster.find(
            FileIntegrityGroup.configMaps, namespace: log.object.namespace, name: log.object.name)
        {
            try await room.cluster.deleteIfPresent(
                FileIntegrityGroup.configMaps, namespace: old.namespace, name: old.name, uid: old.uid)
        }
        _ = try await room.cluster.createIfAbsent(FileIntegrityGroup.configMaps, log.object)
        let began = isWhole ? scene.started : scene.record?.started ?? scene.started
        let passed = (Timestamp(room.now())?.seconds ?? began) - began
        let due = max(1, scene.integrity.gracePeriod - passed)
        let isPending = standing[key]?.pendingSince != nil
        return .again(after: .seconds(isPending ? min(due, StandingCheck.patience) : due))
    }

    /// Writes down who touched the files that differ, and how changes come to be known.
    private func tell(
        of watches: NodeWatches, in log: inout IntegrityLog, _ outcome: Outcome, _ key: ObjectKey
    ) async throws {
        if let standing = watches.standing(key) { log.setWatch(standing.text) }
        let listed: [ListedDifference]
        switch outcome {
        case .checked(let findings, _), .approved(let findings, _, _, _): listed = findings.listed
        case .initialized, .failure: return
        }
        if listed.isEmpty { return }
        if watches.actors(key).isEmpty {
            // A process before this one may have been told.
            let kept = try await room.cluster.find(
                FileIntegrityGroup.configMaps, namespace: log.object.namespace, name: log.kept().name)
            if let told = kept.flatMap({ IntegrityLog($0).actors }) { watches.recall(key, told, of: listed) }
        }
        if let actors = watches.actors(key).json(of: listed) { log.setActors(actors) }
    }

    private func log(of outcome: Outcome, _ scene: Scene) -> IntegrityLog {
        let now = room.now()
        func verdict(_ condition: CheckVerdict.Condition, _ problems: [String]) -> CheckVerdict {
            var verdict = CheckVerdict(condition, at: now)
            if condition == .errored { verdict.problem = Self.sentence(problems) }
            return verdict
        }
        switch outcome {
        case .failure(let sentence):
            room.logger.error("FileIntegrity \(scene.integrity.object.name): \(sentence)")
            return IntegrityLog(
                of: scene.integrity.object, node: room.nodeName, verdict(.errored, [sentence]))
        case .initialized(let baseline, let problems):
            return IntegrityLog(
                of: scene.integrity.object, node: room.nodeName,
                verdict(problems.isEmpty ? .succeeded : .errored, problems), baseline: baseline)
        case .approved(let findings, let baseline, let words, let refusal):
            var log = self.log(of: .checked(findings, baseline), scene)
            log.setApproval(words, refusal: refusal)
            return log
        case .checked(let findings, let baseline):
            let isClean = findings.listed.isEmpty
            var verdict = verdict(
                !isClean ? .failed : findings.problems.isEmpty ? .succeeded : .errored, findings.problems)
            (verdict.added, verdict.changed, verdict.removed) = findings.counts
            var log = IntegrityLog(
                of: scene.integrity.object, node: room.nodeName, verdict, report: findings.report,
                findingsDigest: findings.digest, baseline: baseline)
            if !isClean, !findings.problems.isEmpty { log.setProblems(Self.sentence(findings.problems)) }
            if let explanations = findings.explanations { log.setExplanations(explanations) }
            return log
        }
    }

    /// The first of several sentences, and how many more there are.
    private static func sentence(_ problems: [String]) -> String {
        let more = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
        return (problems.first ?? "") + more
    }
}
