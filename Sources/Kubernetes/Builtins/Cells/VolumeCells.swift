import Bytes

/// The computed cells of volumes, claims, quotas and storage classes.
enum VolumeCells {
    static func accessModes(_ holder: JSON?) -> JSON {
        let short = [
            "ReadWriteOnce": "RWO", "ReadOnlyMany": "ROX", "ReadWriteMany": "RWX", "ReadWriteOncePod": "RWOP",
        ]
        let modes = holder?["accessModes"]?.array?.compactMap(\.string) ?? []
        return .string(modes.compactMap { short[$0] }.joined(separator: ","))
    }

    static func claim(_ volume: Object) -> JSON {
        guard let claim = volume["spec"]?["claimRef"] else { return "" }
        return .string("\(claim["namespace"]?.string ?? "")/\(claim["name"]?.string ?? "")")
    }

    /// `cpu: 1/2, …`: used and hard of the limits or of everything else.
    static func quota(_ quota: Object, limits: Bool) -> JSON {
        let hard = quota["status"]?["hard"] ?? quota["spec"]?["hard"]
        let entries = (hard?.object ?? [:]).filter { $0.key.hasPrefix("limits") == limits }.map {
            name, value in
            "\(name): \(quota["status"]?["used"]?[name]?.string ?? "0")/\(value.string ?? value.text)"
        }
        return .string(entries.joined(separator: ", "))
    }

    static func className(_ storageClass: Object) -> JSON {
        let isDefault = storageClass.annotations["storageclass.kubernetes.io/is-default-class"] == "true"
        return .string(isDefault ? "\(storageClass.name) (default)" : storageClass.name)
    }

    static func tokenRequests(_ driver: Object) -> JSON {
        let audiences = driver["spec"]?["tokenRequests"]?.array?.map { $0["audience"]?.string ?? "" } ?? []
        return audiences.isEmpty ? "<unset>" : .string(audiences.joined(separator: ","))
    }

    static func lifecycleModes(_ driver: Object) -> JSON {
        MapCells.list(driver["spec"]?["volumeLifecycleModes"]?.array?.compactMap(\.string) ?? ["Persistent"])
    }
}
