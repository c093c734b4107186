import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes

/// Makes a tailoring document of a TailoredProfile and keeps it in a ConfigMap.
struct TailoredProfileReconciler: Reconciler {
    let name = "tailoredprofile"
    let room: CapabilityRoom

    /// A key that stands for every profile of a namespace; `*` cannot be an object's name.
    private static let allProfiles = "*"
    private static let patience: Duration = .seconds(30)

    var sources: [ReconcileSource] {
        [
            .primary(TailoredProfile.type), .owned(ResultMap.type, by: TailoredProfile.type),
            // A bundle that was read may have brought what a profile names; single rules would wake too often.
            ReconcileSource(ProfileBundle.type) {
                [ObjectKey(namespace: $0.namespace, name: Self.allProfiles)]
            },
            ReconcileSource(CustomRule.type) { [ObjectKey(namespace: $0.namespace, name: Self.allProfiles)] },
        ]
    }

    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult {
        if key.name == Self.allProfiles {
            for profile in try await room.cluster.all(TailoredProfile.self, namespace: key.namespace) {
                _ = try await make(profile)
            }
            return .done
        }
        guard
            let profile = try await room.cluster.find(
                TailoredProfile.self, namespace: key.namespace, name: key.name)
        else { return .done }
        return try await make(profile)
    }

    private func make(_ profile: TailoredProfile) async throws -> ReconcileResult {
        guard profile.object.deletionTimestamp == nil else { return .done }
        do {
            let outcome = try await ProfileTailoring(cluster: room.cluster, profile: profile).outcome(
                now: profile.object.creationTimestamp ?? room.now())
            let marked = try await mark(profile, outcome)
            var after = marked
            if let document = outcome.document {
                let map = outputMap(of: marked, document)
                try await room.cluster.store(map)
                after.setReady(output: map.object.name)
            } else {
                after.setReady(output: marked.object.name)
            }
            after.object["status"]?["warnings"] = outcome.warnings.isEmpty ? nil : .string(outcome.warnings)
            try await room.cluster.storeStatus(after, before: marked)
            return .done
        } catch let problem as ProfileTailoring.Problem {
            // A scan must not go on with what was said before.
            try await room.cluster.deleteIfPresent(
                ResultMap.type, namespace: profile.object.namespace, name: Self.outputName(of: profile))
            var after = profile
            after.setError(problem.description)
            try await room.cluster.storeStatus(after, before: profile)
            return problem.isPassing ? .again(after: Self.patience) : .done
        }
    }

    /// Says on the profile what it is about and whose it is.
    private func mark(
        _ profile: TailoredProfile, _ outcome: ProfileTailoring.Outcome
    ) async throws -> TailoredProfile {
        var after = profile
        func key(_ word: String) -> String { ComplianceGroup.key(word) }
        after.object.annotations[key("product-type")] = outcome.productType
        after.object.annotations[key("scanner-type")] = outcome.document == nil ? "CEL" : "OpenSCAP"
        after.object.annotations[key("custom-rule-profile")] = profile.hasCustomRules ? "true" : nil
        after.object.labels[key("profile-guid")] = ComplianceNames.guid(profile.xccdfID)
        if let base = outcome.base {
            after.object.labels[key("extended-profile-unique-id")] = base.object.labels[key("profile-guid")]
        }
        if let owner = outcome.owner, !profile.object.ownerReferences.contains(where: \.controller) {
            after.object.ownerReferences.append(OwnerReference(to: owner))
        }
        guard after.object != profile.object else { return profile }
        return TailoredProfile(
            try await room.cluster.update(
                TailoredProfile.type, namespace: profile.object.namespace, after.object, subresource: nil,
                options: WriteOptions()))
    }

    private static func outputName(of profile: TailoredProfile) -> String {
        ComplianceNames.limited("\(profile.object.name)-tp", prefix: "tp-")
    }

    private func outputMap(of profile: TailoredProfile, _ document: TailoringDocument) -> TailoringMap {
        var object = Object(
            kind: ResultMap.type.kind, name: Self.outputName(of: profile), namespace: profile.object.namespace
        )
        object.ownerReferences = [OwnerReference(to: profile.object)]
        object["data"] = ["tailoring.xml": .string(String(decoding: document.bytes, as: UTF8.self))]
        return TailoringMap(object)
    }
}

/// The ConfigMap that holds a tailoring.
private struct TailoringMap: CustomResource {
    static let type = ResultMap.type
    var object: Object
    init(_ object: Object) { self.object = object }
}
