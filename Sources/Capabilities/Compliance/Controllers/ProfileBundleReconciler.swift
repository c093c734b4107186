import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes
import Logging
import Threads

/// Reads a bundle's content and makes its profiles, rules and variables; those of older content are deleted.
struct ProfileBundleReconciler: Reconciler {
    let name = "profilebundle"
    let room: CapabilityRoom
    let directories: ContentDirectories
    let reader: any ContentReader
    /// The bundle that is about this host: when it is read for the first time, a binding scans the host with it.
    let hostBundle: String

    private static let digestKey = ComplianceGroup.key("image-digest")

    var sources: [ReconcileSource] { [.primary(ProfileBundle.type)] }

    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult {
        guard
            var bundle = try await room.cluster.find(
                ProfileBundle.self, namespace: key.namespace, name: key.name),
            bundle.object.deletionTimestamp == nil
        else { return .done }
        do {
            let path = try directories.path(
                contentImage: bundle.contentImage, contentFile: bundle.contentFile)
            let expressions = try expressionPath(of: bundle)
            var digest = try await reader.digest(of: path)
            if let expressions { digest += "+" + (try await reader.digest(of: expressions)) }
            if bundle.dataStreamStatus == "VALID", bundle.object.annotations[Self.digestKey] == digest {
                return .done
            }
            if bundle.dataStreamStatus == "VALID" {
                // What was read stays until the new content is: nobody must take the one for the other.
                var pending = bundle
                pending.setPending(now: room.now())
                bundle = try await room.cluster.storeStatus(pending, before: bundle)
            }
            try await read(bundle, path: path, expressions: expressions, digest: digest)
        } catch let error where error is ContentError || error is UnreadableContent {
            var after = bundle
            after.setInvalid("\(error)", now: room.now())
            if try await room.cluster.storeStatus(after, before: bundle).object != bundle.object {
                room.logger.error("bundle \(bundle.object.name): \(error)")
            }
        }
        return .done
    }

    private func expressionPath(of bundle: ProfileBundle) throws(ContentError) -> String? {
        guard !bundle.expressionFile.isEmpty else { return nil }
        return try directories.path(contentImage: bundle.contentImage, contentFile: bundle.expressionFile)
    }

    private func read(
        _ bundle: ProfileBundle, path: String, expressions: String?, digest: String
    ) async throws {
        var objects = try await reader.objects(of: path, for: bundle, digest: digest)
        if let expressions {
            let content = try await BlockingThread.run { try ExpressionContent(path: expressions) }
            try objects.add(
                ExpressionObjectsMaker(bundle: bundle, content: content, digest: digest).objects,
                from: expressions)
        }
        try await room.cluster.store(objects.rules)
        try await room.cluster.store(objects.variables)
        try await room.cluster.store(objects.profiles)
        for kind in [RuleResource.type, Variable.type, Profile.type] { try await sweep(kind, bundle, digest) }
        if bundle.object.name == hostBundle, bundle.object.annotations[Self.digestKey] == nil {
            try await bindThisHost(objects.profiles)
        }
        var marked = bundle
        marked.object.annotations[Self.digestKey] = digest
        marked.object.annotations[ComplianceGroup.key("xccdf-groups")] = objects.groups.joined(separator: ",")
        marked = ProfileBundle(
            try await room.cluster.update(
                ProfileBundle.type, namespace: bundle.object.namespace, marked.object, subresource: nil,
                options: WriteOptions()))
        var after = marked
        after.setValid(now: room.now())
        try await room.cluster.storeStatus(after, before: marked)
    }

    /// Deletes the bundle's objects of a kind that other content left behind.
    private func sweep(_ type: ResourceType, _ bundle: ProfileBundle, _ digest: String) async throws {
        let options = ListOptions(
            labelSelector: "\(ComplianceGroup.key("profile-bundle"))=\(bundle.object.name)")
        for object in try await room.cluster.list(type, namespace: bundle.object.namespace, options: options)
            .items
        where object.annotations[Self.digestKey] != digest {
            _ = try await room.cluster.delete(
                type, namespace: object.namespace, name: object.name, options: DeleteOptions())
        }
    }

    /// The content's own `standard` profile, or its first.
    private func bindThisHost(_ profiles: [Profile]) async throws {
        let standard = profiles.first { $0.id.hasSuffix("_profile_standard") } ?? profiles.first
        guard let profile = standard else { return }
        var binding = Object(
            kind: ScanSettingBinding.type.kind, name: "this-host", namespace: ComplianceGroup.namespace)
        let group = JSON.string(ScanSettingBinding.type.kind.apiVersion)
        binding["profiles"] = [["apiGroup": group, "kind": "Profile", "name": .string(profile.object.name)]]
        binding["settingsRef"] = ["apiGroup": group, "kind": "ScanSetting", "name": "default"]
        _ = try await room.cluster.createIfAbsent(ScanSettingBinding(binding))
    }
}

/// What a content file makes.
struct BundleObjects: Sendable {
    var profiles: [Profile]
    var rules: [RuleResource]
    var variables: [Variable]
    /// The XCCDF ids of the benchmark's groups.
    var groups: [String] = []

    /// Takes in what another file of the bundle makes; no object may be made twice.
    mutating func add(_ others: BundleObjects, from file: String) throws(UnreadableContent) {
        let known = Set(rules.map(\.object.name) + profiles.map(\.object.name))
        let theirs = others.rules.map(\.object.name) + others.profiles.map(\.object.name)
        if let twice = theirs.first(where: known.contains) {
            throw UnreadableContent(
                description: "\(file): \"\(twice)\" is made by the bundle's contentFile already")
        }
        rules += others.rules
        profiles += others.profiles
        variables += others.variables
    }
}

/// What reads content for bundles; the reconciler knows nothing else of the engine.
protocol ContentReader: Sendable {
    /// Stands for a file's content.
    func digest(of path: String) async throws -> String
    /// The objects that a file's content makes.
    func objects(
        of path: String, for bundle: ProfileBundle, digest: String
    ) async throws -> BundleObjects
}

/// Content that is no SCAP content; the sentence names the file and the place.
struct UnreadableContent: Error, CustomStringConvertible {
    var description: String
}
