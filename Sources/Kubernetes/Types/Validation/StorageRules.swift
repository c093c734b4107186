import Bytes

/// What makes volumes and claims invalid.
enum StorageRules {
    static func claim(_ spec: JSON, _ path: String, _ rules: inout FieldRules) {
        modes(spec, path, &rules)
        guard let storage = spec[["resources", "requests", "storage"]] else {
            rules.require(nil, "\(path).resources[storage]")
            return
        }
        if let amount = try? Quantity(parsing: storage.string ?? ""), amount.sign <= 0 {
            rules.invalid("\(path).resources[storage]", storage, "must be greater than zero")
        }
        if let selector = spec["selector"] { SelectorRules.check(selector, "\(path).selector", &rules) }
    }

    static func volume(_ spec: JSON, _ path: String, _ rules: inout FieldRules) {
        modes(spec, path, &rules)
        rules.require(spec[["capacity", "storage"]], "\(path).capacity")
        KindRules.amounts(spec["capacity"], "\(path).capacity", &rules)
        let own: Set<String> = [
            "capacity", "accessModes", "claimRef", "persistentVolumeReclaimPolicy", "storageClassName",
            "mountOptions", "volumeMode", "nodeAffinity", "volumeAttributesClassName",
        ]
        let sources = spec.object?.keys.filter { !own.contains($0) } ?? []
        if sources.isEmpty { rules.require(nil, path, "must specify a volume type") }
        for extra in sources.dropFirst() {
            rules.forbidden("\(path).\(extra)", "may not specify more than 1 volume type")
        }
        rules.oneOf(
            spec["persistentVolumeReclaimPolicy"], "\(path).persistentVolumeReclaimPolicy",
            "PersistentVolumeReclaimPolicy")
    }

    /// Of a claim only what it asks for may grow.
    static func claimChange(_ claim: JSON, from old: JSON, _ rules: inout FieldRules) {
        func frozen(_ claim: JSON) -> JSONObject {
            var spec = claim["spec"]?.object ?? [:]
            for member in ["resources", "volumeName", "storageClassName", "volumeAttributesClassName"] {
                spec[member] = nil
            }
            return spec
        }
        guard frozen(claim) != frozen(old) else { return }
        rules.forbidden(
            "spec",
            "spec is immutable after creation except resources.requests and volumeAttributesClassName for "
                + "bound claims")
    }

    private static func modes(_ spec: JSON, _ path: String, _ rules: inout FieldRules) {
        let modes = spec["accessModes"]?.array ?? []
        if modes.isEmpty { rules.require(nil, "\(path).accessModes", "at least 1 access mode is required") }
        for mode in modes { rules.oneOf(mode, "\(path).accessModes", "PersistentVolumeAccessMode") }
        rules.oneOf(spec["volumeMode"], "\(path).volumeMode", ["Block", "Filesystem"])
    }
}

/// What makes limit ranges invalid.
enum LimitRules {
    static func check(_ spec: JSON, _ path: String, _ rules: inout FieldRules) {
        for (index, limit) in (spec["limits"]?.array ?? []).enumerated() {
            let place = "\(path).limits[\(index)]"
            rules.require(limit["type"], "\(place).type")
            for (name, least) in limit["min"]?.object ?? [:] {
                guard let most = limit["max"]?[name], let high = try? Quantity(parsing: most.string ?? ""),
                    let low = try? Quantity(parsing: least.string ?? ""), low > high
                else { continue }
                rules.invalid(
                    "\(place).min[\(name)]", least,
                    "min value \(low.text) is greater than max value \(high.text)")
            }
        }
    }
}
