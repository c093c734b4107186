import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes

/// Makes a ComplianceSuite of a binding: one scan for each profile and role.
struct ScanSettingBindingReconciler: Reconciler {
    let name = "scansettingbinding"
    let room: CapabilityRoom

    var sources: [ReconcileSource] {
        [
            .primary(ScanSettingBinding.type),
            .owned(ComplianceSuite.type, by: ScanSettingBinding.type),
            // A binding may come before its profiles and settings; each that appears may be the missing one.
            ReconcileSource(ScanSetting.type) {
                [ObjectKey(namespace: $0.namespace, name: Self.allBindings)]
            },
            ReconcileSource(Profile.type) { [ObjectKey(namespace: $0.namespace, name: Self.allBindings)] },
        ]
    }

    /// A key that stands for every binding of a namespace; `*` cannot be an object's name.
    private static let allBindings = "*"

    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult {
        if key.name == Self.allBindings {
            for binding in try await room.cluster.all(ScanSettingBinding.self, namespace: key.namespace) {
                try await bind(binding)
            }
        } else if let binding = try await room.cluster.find(
            ScanSettingBinding.self, namespace: key.namespace, name: key.name)
        {
            try await bind(binding)
        }
        return .done
    }

    private func bind(_ binding: ScanSettingBinding) async throws {
        guard binding.object.deletionTimestamp == nil else { return }
        var after = binding
        do {
            let suite = try await suite(of: binding)
            try await room.cluster.store(suite)
            after.setReady(suite: suite.object.name, now: room.now())
        } catch let missing as BindingError {
            after.setInvalid(missing.description, now: room.now())
        }
        try await room.cluster.storeStatus(after, before: binding)
    }

    private func suite(of binding: ScanSettingBinding) async throws -> ComplianceSuite {
        let namespace = binding.object.namespace
        guard
            let setting = try await room.cluster.find(
                ScanSetting.self, namespace: namespace, name: binding.settingName)
        else { throw BindingError.noSetting(binding.settingName) }
        var scans: [JSON] = []
        for reference in binding.profiles {
            guard reference.kind == "Profile" else { throw BindingError.unknownKind(reference.kind) }
            guard
                let profile = try await room.cluster.find(
                    Profile.self, namespace: namespace, name: reference.name),
                let bundle = try await room.cluster.find(
                    ProfileBundle.self, namespace: namespace, name: profile.bundle)
            else { throw BindingError.noProfile(reference.name) }
            scans += self.scans(of: profile, bundle: bundle, setting: setting)
        }
        var spec = setting.suiteSettings
        spec["scans"] = .array(scans)
        return ComplianceSuite(name: binding.object.name, owner: binding.object, spec: .object(spec))
    }

    private func scans(of profile: Profile, bundle: ProfileBundle, setting: ScanSetting) -> [JSON] {
        var scan = JSON.object(setting.scanSettings)
        scan["scanType"] = .string(profile.productType)
        scan["contentImage"] = .string(bundle.contentImage)
        scan["content"] = .string(bundle.contentFile)
        scan["profile"] = .string(profile.id)
        guard profile.productType == "Node" else {
            scan["name"] = .string(profile.object.name)
            return [scan]
        }
        return setting.roles.map { role in
            var scan = scan
            scan["name"] = .string(ComplianceNames.nodeScan(profile: profile.object.name, role: role))
            if role != "@all" {
                scan["nodeSelector"] = .object(JSONObject([("node-role.kubernetes.io/\(role)", .string(""))]))
            }
            return scan
        }
    }
}

/// What a binding asks for and is not there.
enum BindingError: Error, CustomStringConvertible {
    case noSetting(String)
    case noProfile(String)
    case unknownKind(String)

    var description: String {
        switch self {
        case .noSetting(let name):
            "ScanSetting \"\(name)\" was not found; create it or correct settingsRef.name"
        case .noProfile(let name): "Profile \"\(name)\" was not found; see: kubectl get profiles"
        case .unknownKind(let kind): "a binding cannot scan a \(kind); only Profile is known"
        }
    }
}
