import ArgumentParser
import Bytes
import Capability
import Cluster
import Kubernetes

/// A ScanSettingBinding that a command line asks for.
struct BindingRequest {
    let name: String
    let setting: String
    let profiles: [ObjectReference]

    /// Reads the words of a command line: `profile/NAME` or `tailoredprofile/NAME`, one or more.
    ///
    /// - Throws: `ValidationError` for what cannot be bound.
    init(name: String, setting: String, profiles words: [String]) throws {
        guard ObjectReference.isName(name) else {
            throw ValidationError("--name \(name): cannot be the name of a ScanSettingBinding")
        }
        guard ObjectReference.isName(setting) else {
            throw ValidationError("--settings \(setting): cannot be the name of a ScanSetting")
        }
        self.name = name
        self.setting = setting
        profiles = try words.map { try ObjectReference([$0], among: ProfileRules.types) }
    }

    /// The object, in a namespace or for whichever it is applied to.
    func object(in namespace: String?) -> Object {
        let version = ScanSettingBinding.type.kind.apiVersion
        var object = Object(kind: ScanSettingBinding.type.kind, name: name, namespace: namespace)
        // The field is called after a group and holds a version: upstream's tools write it so.
        object["profiles"] = .array(
            profiles.map {
                [
                    "apiGroup": .string(version), "kind": .string($0.type.kind.kind),
                    "name": .string($0.name),
                ]
            })
        object["settingsRef"] = [
            "apiGroup": .string(version), "kind": "ScanSetting", "name": .string(setting),
        ]
        return object
    }

    /// Creates the binding.
    ///
    /// - Throws: `CommandFailure` when what it names is not there: it would come to nothing.
    func create(in place: ClusterNamespace) async throws {
        _ = try await place.require(ScanSetting.self, setting)
        for profile in profiles {
            if profile.type == Profile.type {
                _ = try await place.require(Profile.self, profile.name)
            } else {
                _ = try await place.require(TailoredProfile.self, profile.name)
            }
        }
        _ = try await place.cluster.create(
            ScanSettingBinding.type, namespace: place.name, object(in: place.name), options: WriteOptions())
    }
}
