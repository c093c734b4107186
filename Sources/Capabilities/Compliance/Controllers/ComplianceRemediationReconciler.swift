import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes
import Logging

/// Applies a remediation, takes it back, and says what holds it up.
struct ComplianceRemediationReconciler: Reconciler {
    let name = "complianceremediation"
    let room: CapabilityRoom
    var metrics: ComplianceMetrics?

    static let unmetLabel = ComplianceGroup.key("has-unmet-dependencies")
    static let unsetLabel = ComplianceGroup.key("has-unset-variable")
    private static let metKey = ComplianceGroup.key("dependencies-met")
    /// How often dependencies are looked at again.
    private static let patience: Duration = .seconds(20)

    var sources: [ReconcileSource] { [.primary(ComplianceRemediation.type)] }

    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult {
        guard
            let remediation = try await room.cluster.find(
                ComplianceRemediation.self, namespace: key.namespace, name: key.name),
            remediation.object.deletionTimestamp == nil
        else { return .done }
        if let marked = try await mark(remediation) { return try await settle(marked) }
        return try await settle(remediation)
    }

    /// Makes the labels and marks say what holds for the remediation; nil when they do.
    private func mark(_ remediation: ComplianceRemediation) async throws -> ComplianceRemediation? {
        var after = remediation
        if remediation.outdated == nil { after.object.labels[RemediationWriter.outdatedLabel] = nil }
        let unmet = try await unmetDependencies(of: remediation)
        after.object.labels[Self.unmetLabel] = unmet.isEmpty ? nil : ""
        after.object.annotations[Self.metKey] = unmet.isEmpty && remediation.hasDependencies ? "" : nil
        after.object.labels[Self.unsetLabel] = remediation.list("unset-value").isEmpty ? nil : ""
        guard after.object != remediation.object else { return nil }
        if let first = unmet.first {
            await room.events("remediationctrl").record(
                .warning, about: remediation.object, reason: "RemediationDependencyCannotBeMet",
                message: first)
        }
        return ComplianceRemediation(
            try await room.cluster.update(
                ComplianceRemediation.type, namespace: remediation.object.namespace, after.object,
                subresource: nil, options: WriteOptions()))
    }

    /// Does what the remediation asks for and stores what came of it.
    private func settle(_ remediation: ComplianceRemediation) async throws -> ReconcileResult {
        var after = remediation
        let isHeldUp = remediation.object.labels[Self.unmetLabel] != nil
        do {
            after.state = try await state(of: remediation)
            after.errorMessage = ""
        } catch let refusal as RemediationPayload.Refusal {
            let isOptional = remediation.object.annotations[ComplianceGroup.key("optional")] != nil
            after.state = isOptional ? .notApplied : .error
            after.errorMessage = refusal.description
            await room.events("remediationctrl").record(
                .warning, about: remediation.object,
                reason: isOptional ? "OptionalDependencyNotApplied" : "RemediationError",
                message: refusal.description)
        }
        if after.state != remediation.state, let state = after.state {
            try await moveSiblings(of: remediation, to: state)
            metrics?.remediationReached(remediation.object.name, state)
        }
        try await room.cluster.storeStatus(after, before: remediation)
        return remediation.applies && isHeldUp ? .again(after: Self.patience) : .done
    }

    private func state(
        of remediation: ComplianceRemediation
    ) async throws -> ComplianceRemediation.ApplicationState {
        guard let payload = remediation.outdated ?? remediation.current else {
            throw RemediationPayload.Refusal(
                description: "spec.current.object is empty, so there is nothing to apply")
        }
        guard remediation.applies else {
            // What was never applied need not be taken away.
            if [.applied, .outdated].contains(remediation.state) {
                try await RemediationPayload(room: room).remove(payload, of: remediation)
            }
            return .notApplied
        }
        if remediation.object.labels[Self.unmetLabel] != nil { return .missingDependencies }
        if remediation.object.labels[Self.unsetLabel] != nil { return .needsReview }
        try await RemediationPayload(room: room).apply(payload, of: remediation)
        return remediation.outdated == nil ? .applied : .outdated
    }

    /// The parts of one repair are applied and taken back together.
    private func moveSiblings(
        of remediation: ComplianceRemediation, to state: ComplianceRemediation.ApplicationState
    ) async throws {
        guard let fix = remediation.object.annotations[RemediationWriter.fixKey],
            [.applied, .notApplied].contains(state), state != .notApplied || remediation.state == .applied
        else { return }
        for var sibling in try await room.cluster.all(
            ComplianceRemediation.self, namespace: remediation.object.namespace,
            labelSelector: "\(ComplianceGroup.key("scan-name"))=\(remediation.scan)")
        where sibling.object.name != remediation.object.name
            && sibling.object.annotations[RemediationWriter.fixKey] == fix
            && sibling.applies != remediation.applies
        {
            sibling.applies = remediation.applies
            _ = try await room.cluster.update(
                ComplianceRemediation.type, namespace: sibling.object.namespace, sibling.object,
                subresource: nil, options: WriteOptions())
        }
    }

    /// What the remediation waits for, one sentence each.
    private func unmetDependencies(of remediation: ComplianceRemediation) async throws -> [String] {
        guard remediation.hasDependencies else { return [] }
        var unmet: [String] = []
        let rules = remediation.list("depends-on")
        if !rules.isEmpty {
            let results = try await room.cluster.all(
                ComplianceCheckResult.self, namespace: remediation.object.namespace)
            for rule in rules {
                let found = results.filter { $0.id == rule }
                // Results of the remediation's own scan tell of its own machines.
                let own = found.filter {
                    $0.object.labels[ComplianceGroup.key("scan-name")] == remediation.scan
                }
                if found.isEmpty {
                    unmet.append("the dependency \(rule) is no rule of any scan")
                } else if let open = (own.isEmpty ? found : own).first(where: { $0.status != .pass }) {
                    unmet.append(
                        "the dependency \(open.object.name) is \(open.status.rawValue); apply its remediation first"
                    )
                }
            }
        }
        let objects = remediation.object.annotations[ComplianceGroup.key("depends-on-obj")] ?? ""
        guard !objects.isEmpty else { return unmet }
        guard let references = (try? JSON(parsing: objects))?.array else {
            return unmet + ["the annotation depends-on-obj is no JSON list"]
        }
        for reference in references where try await !RemediationPayload(room: room).isPresent(reference) {
            unmet.append(
                "the object \(reference["kind"]?.string ?? "") \(reference["name"]?.string ?? "") is not there"
            )
        }
        return unmet
    }
}

extension ComplianceRemediation {
    /// Whether other changes have to come first.
    fileprivate var hasDependencies: Bool {
        !list("depends-on").isEmpty || object.annotations[ComplianceGroup.key("depends-on-obj")] != nil
    }
}
