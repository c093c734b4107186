import Bytes
import Capability
import Cluster
import Kubernetes

/// Makes the stored check results of a scan equal its merged verdicts: writes what changed, deletes what is stale.
struct CheckResultWriter {
    let room: CapabilityRoom
    let scan: ComplianceScan
    let texts: RuleTexts
    /// The rules for which there is a remediation, by XCCDF id.
    let automated: Set<String>

    /// Labels that are the operator's to set and to take away; others are people's.
    private static let ownLabels = [
        "scan-name", "suite", "profile-guid", "check-status", "check-severity", "check-has-value",
        "automated-remediation", "inconsistent-check",
    ].map(ComplianceGroup.key)
    private static let ownAnnotations = [
        "rule", "last-scanned-timestamp", "inconsistent-source", "most-common-status", "error-msg",
    ].map(ComplianceGroup.key)

    /// Writes the results.
    ///
    /// - Returns: how many there are.
    func write(_ merged: [MergedResults.Merged]) async throws -> Int {
        let known = Dictionary(
            try await room.cluster.all(
                ComplianceCheckResult.self, namespace: scan.object.namespace,
                labelSelector: "\(ComplianceGroup.key("scan-name"))=\(scan.object.name)"
            ).map { ($0.object.name, $0.object) }
        ) { first, _ in first }
        let rules = try await UserMarks(of: scan, in: room)
        let guid = try await profileGUID()
        var wanted: [String: Object] = [:]
        for verdict in merged {
            let name = ComplianceNames.checkResult(scan: scan.object.name, rule: verdict.rule)
            // A rule that does not apply gets a result only on request, or when it had one that must change.
            if verdict.status == .notApplicable, !scan.showsNotApplicable, known[name] == nil { continue }
            wanted[name] = result(of: verdict, named: name, known: known[name], rules, guid)
        }
        try await store(wanted.filter { known[$0.key] != $0.value }, known: known)
        for stale in known.keys where wanted[stale] == nil {
            try await room.cluster.deleteIfPresent(
                ComplianceCheckResult.type, namespace: scan.object.namespace, name: stale)
        }
        return wanted.count
    }

    /// Writes some at once: writes that run at once share the store's commits.
    private func store(_ results: [String: Object], known: [String: Object]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, entry) in results.enumerated() {
                if index >= 16 { try await group.next() }
                let isKnown = known[entry.key] != nil
                group.addTask {
                    if isKnown {
                        _ = try await room.cluster.update(
                            ComplianceCheckResult.type, namespace: entry.value.namespace, entry.value,
                            subresource: nil, options: WriteOptions())
                    } else {
                        _ = try await room.cluster.createIfAbsent(ComplianceCheckResult.type, entry.value)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// The profile's label, which ties results of one profile together across clusters.
    private func profileGUID() async throws -> String? {
        if scan.profile.hasPrefix("xccdf_compliance.openshift.io_profile_") {
            return ComplianceNames.guid(scan.profile)
        }
        return try await room.cluster.all(Profile.self, namespace: scan.object.namespace).first {
            $0.id == scan.profile && scan.object.name.hasPrefix($0.object.name)
        }?.object.labels[ComplianceGroup.key("profile-guid")]
    }

    private func result(
        of verdict: MergedResults.Merged, named name: String, known: Object?, _ rules: UserMarks,
        _ guid: String?
    ) -> Object {
        var result = ComplianceCheckResult(name: name, scan: scan)
        let text =
            texts.rules[verdict.rule]
            ?? RuleText(id: verdict.rule, severity: "unknown", description: verdict.rule)
        if let known { result.object.json["metadata"] = known.json["metadata"] }
        result.object.ownerReferences = [OwnerReference(to: scan.object)]
        result.id = text.id
        result.status = verdict.status
        result.severity = text.severity
        result.set("description", text.description)
        result.set("rationale", text.rationale)
        result.set("instructions", text.instructions)
        let reasons = verdict.status == .fail ? [text.failureReason].filter { !$0.isEmpty } : []
        let warnings = text.warnings + reasons
        if !warnings.isEmpty { result.object["warnings"] = .array(warnings.map(JSON.string)) }
        if !text.valuesUsed.isEmpty {
            result.object["valuesUsed"] = .array(text.valuesUsed.map(JSON.string))
        }
        let marks = rules.marks(of: ComplianceNames.dnsName(verdict.rule))
        let labels = result.object.labels.filter { !Self.ownLabels.contains($0.key) }
        result.object.labels = labels.merging(marks.labels) { $1 }.merging(self.labels(verdict, text, guid)) {
            $1
        }
        let annotations = result.object.annotations.filter { !Self.ownAnnotations.contains($0.key) }
        result.object.annotations = annotations.merging(marks.annotations) { $1 }
            .merging(self.annotations(verdict)) { $1 }
        return result.object
    }

    private func labels(
        _ verdict: MergedResults.Merged, _ text: RuleText, _ guid: String?
    ) -> [String: String] {
        var labels = [
            "scan-name": scan.object.name, "suite": scan.suite, "check-status": verdict.status.rawValue,
            "check-severity": text.severity,
        ]
        labels["profile-guid"] = guid
        if !text.valuesUsed.isEmpty { labels["check-has-value"] = "" }
        if automated.contains(verdict.rule) { labels["automated-remediation"] = "" }
        if verdict.status == .inconsistent { labels["inconsistent-check"] = "" }
        return Dictionary(uniqueKeysWithValues: labels.map { (ComplianceGroup.key($0.key), $0.value) })
    }

    private func annotations(_ verdict: MergedResults.Merged) -> [String: String] {
        var annotations = [
            "rule": ComplianceNames.dnsName(verdict.rule),
            "last-scanned-timestamp": scan.startTimestamp ?? room.now(),
        ]
        if verdict.status == .inconsistent {
            annotations["inconsistent-source"] = verdict.sources.map { "\($0.target):\($0.status.rawValue)" }
                .joined(separator: ",")
            annotations["most-common-status"] = verdict.common?.rawValue
        }
        if verdict.status == .error, !verdict.messages.isEmpty {
            annotations["error-msg"] = verdict.messages.joined(separator: "\n")
        }
        return Dictionary(uniqueKeysWithValues: annotations.map { (ComplianceGroup.key($0.key), $0.value) })
    }
}

/// Labels and annotations that people put on Rules and that their results shall carry as well.
private struct UserMarks {
    private var byRule: [String: (labels: [String: String], annotations: [String: String])] = [:]

    init(of scan: ComplianceScan, in room: CapabilityRoom) async throws {
        let bundles = try await room.cluster.all(ProfileBundle.self, namespace: scan.object.namespace)
        guard
            let bundle = bundles.first(where: {
                $0.contentImage == scan.contentImage && $0.contentFile == scan.content
            })
        else { return }
        let own = ComplianceGroup.key("")
        for rule in try await room.cluster.all(
            RuleResource.self, namespace: scan.object.namespace,
            labelSelector: "\(ComplianceGroup.key("profile-bundle"))=\(bundle.object.name)")
        {
            let labels = rule.object.labels.filter { !$0.key.hasPrefix(own) }
            let annotations = rule.object.annotations.filter {
                !$0.key.hasPrefix(own) && !$0.key.hasPrefix("kubectl.kubernetes.io/")
            }
            guard let name = rule.object.annotations[ComplianceGroup.key("rule")],
                !labels.isEmpty || !annotations.isEmpty
            else { continue }
            byRule[name] = (labels, annotations)
        }
    }

    func marks(of rule: String) -> (labels: [String: String], annotations: [String: String]) {
        byRule[rule] ?? ([:], [:])
    }
}
