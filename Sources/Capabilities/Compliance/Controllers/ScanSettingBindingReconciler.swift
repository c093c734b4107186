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
            ReconcileSource(TailoredProfile.type) {
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
            let (suite, isSuspended) = try await suite(of: binding)
            try await room.cluster.store(suite)
            if isSuspended {
                after.setSuspended(suite: suite.object.name, now: room.now())
            } else {
                after.setReady(suite: suite.object.name, now: room.now())
            }
        } catch let missing as BindingError {
            after.setInvalid(missing.description, now: room.now())
        }
        try await room.cluster.storeStatus(after, before: binding)
    }

    private func suite(of binding: ScanSettingBinding) async throws -> (ComplianceSuite, isSuspended: Bool) {
        let namespace = binding.object.namespace
        guard
            let setting = try await room.cluster.find(
                ScanSetting.self, namespace: namespace, name: binding.settingName)
        else { throw BindingError.noSetting(binding.settingName) }
        try check(setting)
        guard !binding.profiles.isEmpty else { throw BindingError.noProfiles }
        var scans: [JSON] = []
        var products: Set<String> = []
        for reference in binding.profiles {
            let subject = try await subject(of: reference, in: namespace)
            if let product = subject.nodeProduct { products.insert(product) }
            guard products.count <= 1 else { throw BindingError.severalProducts(products.sorted()) }
            scans += self.scans(of: subject, setting: setting)
        }
        var names: Set<String> = []
        for scan in scans {
            let name = scan["name"]?.string ?? ""
            guard names.insert(name).inserted else { throw BindingError.repeatedScan(name) }
        }
        var spec = setting.suiteSettings
        spec["scans"] = .array(scans)
        let suite = ComplianceSuite(name: binding.object.name, owner: binding.object, spec: .object(spec))
        return (suite, setting.isSuspended)
    }

    private func check(_ setting: ScanSetting) throws(BindingError) {
        let roles = setting.roles
        if roles.contains("@all"), roles.count > 1 { throw .rolesBesideAll }
        for role in roles where role != "@all" {
            let isName =
                !role.isEmpty
                && role.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
                        || [0x2D, 0x2E, 0x5F].contains($0)
                }
            if !isName { throw .badRole(role) }
        }
        if !setting.schedule.isEmpty {
            do throws(CronError) { _ = try CronSchedule(setting.schedule) } catch {
                throw .badSchedule("\(error)")
            }
        }
    }

    /// What a binding scans: the profile of a bundle or a tailored one.
    private struct Subject {
        /// The name that scans are called after.
        var name: String
        var profileID: String
        var productType: String
        /// The product whose nodes are scanned; nil for the platform.
        var nodeProduct: String?
        var bundle: ProfileBundle?
        /// The ConfigMap with the tailoring; empty for none.
        var tailoring = ""
    }

    private func subject(
        of reference: ScanSettingBinding.ProfileReference, in namespace: String?
    ) async throws -> Subject {
        switch reference.kind {
        case "Profile":
            guard
                let profile = try await room.cluster.find(
                    Profile.self, namespace: namespace, name: reference.name),
                let bundle = try await room.cluster.find(
                    ProfileBundle.self, namespace: namespace, name: profile.bundle)
            else { throw BindingError.noProfile(reference.name) }
            if profile.isOfExpressions {
                return Subject(
                    name: profile.object.name, profileID: profile.id, productType: profile.productType)
            }
            let product = profile.object.annotations[ComplianceGroup.key("product")]
            return Subject(
                name: profile.object.name, profileID: profile.id, productType: profile.productType,
                nodeProduct: profile.productType == "Node" ? product : nil, bundle: bundle)
        case "TailoredProfile": return try await tailoredSubject(reference.name, in: namespace)
        default: throw BindingError.unknownKind(reference.kind)
        }
    }

    private func tailoredSubject(_ name: String, in namespace: String?) async throws -> Subject {
        guard
            let profile = try await room.cluster.find(
                TailoredProfile.self, namespace: namespace, name: name)
        else { throw BindingError.noTailoredProfile(name) }
        switch profile.state {
        case .ready: break
        case .error:
            throw BindingError.badTailoredProfile(
                name, profile.object["status"]?["errorMessage"]?.string ?? "")
        case .pending, nil: throw BindingError.unfinishedTailoredProfile(name)
        }
        var subject = Subject(
            name: name, profileID: profile.xccdfID, productType: profile.productType ?? "Platform")
        if profile.isOfExpressions { return subject }
        subject.tailoring = profile.outputName
        let outcome = try await ProfileTailoring(cluster: room.cluster, profile: profile).outcome(
            now: room.now())
        subject.bundle = outcome.bundle
        if subject.productType == "Node" {
            subject.nodeProduct = outcome.base?.object.annotations[ComplianceGroup.key("product")]
        }
        return subject
    }

    private func scans(of subject: Subject, setting: ScanSetting) -> [JSON] {
        var scan = JSON.object(setting.scanSettings)
        scan["scanType"] = .string(subject.productType)
        scan["scannerType"] = subject.bundle == nil ? "CEL" : "OpenSCAP"
        if let bundle = subject.bundle {
            scan["contentImage"] = .string(bundle.contentImage)
            scan["content"] = .string(bundle.contentFile)
        }
        scan["profile"] = .string(subject.profileID)
        if !subject.tailoring.isEmpty { scan["tailoringConfigMap"] = ["name": .string(subject.tailoring)] }
        guard subject.productType == "Node" else {
            scan["name"] = .string(subject.name)
            return [scan]
        }
        return setting.roles.map { role in
            var scan = scan
            scan["name"] = .string(ComplianceNames.nodeScan(profile: subject.name, role: role))
            if role != "@all" {
                scan["nodeSelector"] = .object(JSONObject([("node-role.kubernetes.io/\(role)", .string(""))]))
            }
            return scan
        }
    }
}

/// Why a binding cannot be followed.
enum BindingError: Error, CustomStringConvertible {
    case noSetting(String)
    case noProfiles
    case noProfile(String)
    case noTailoredProfile(String)
    case badTailoredProfile(String, String)
    case unfinishedTailoredProfile(String)
    case unknownKind(String)
    case severalProducts([String])
    case repeatedScan(String)
    case rolesBesideAll
    case badRole(String)
    case badSchedule(String)

    var description: String {
        switch self {
        case .noSetting(let name):
            "ScanSetting \"\(name)\" was not found; create it or correct settingsRef.name"
        case .noProfiles: "profiles: at least one profile is needed"
        case .noProfile(let name): "Profile \"\(name)\" was not found; see: kubectl get profiles"
        case .noTailoredProfile(let name):
            "TailoredProfile \"\(name)\" was not found; see: kubectl get tailoredprofiles"
        case .badTailoredProfile(let name, let why): "TailoredProfile \"\(name)\" has an error: \(why)"
        case .unfinishedTailoredProfile(let name): "TailoredProfile \"\(name)\" is not ready yet"
        case .unknownKind(let kind):
            "a binding cannot scan a \(kind); only Profile and TailoredProfile are known"
        case .severalProducts(let products):
            "profiles of several products (\(products.joined(separator: ", "))) cannot be in one binding"
        case .repeatedScan(let name): "two profiles make the scan \"\(name)\""
        case .rolesBesideAll: "roles: \"@all\" must stand alone"
        case .badRole(let role): "roles: \"\(role.prefix(80))\" is no name of a role"
        case .badSchedule(let why): why
        }
    }
}
