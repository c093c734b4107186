import Bytes

/// What makes services invalid.
enum ServiceRules {
    static func check(_ spec: JSON, _ service: JSON, _ rules: inout FieldRules) {
        let type = spec["type"]?.string ?? ""
        let ports = spec["ports"]?.array ?? []
        let isHeadless = spec["clusterIP"] == "None"
        if ports.isEmpty, !isHeadless, type != "ExternalName" { rules.require(nil, "spec.ports") }
        var names: Set<JSON> = []
        var pairs: Set<JSON> = []
        for (index, port) in ports.enumerated() {
            let path = "spec.ports[\(index)]"
            let name = port["name"] ?? ""
            if ports.count > 1, name == "" { rules.require(nil, "\(path).name") }
            if name != "" {
                for problem in NameGrammar.dnsLabel(name.string ?? "") {
                    rules.invalid("\(path).name", name, problem)
                }
                if !names.insert(name).inserted { rules.duplicate("\(path).name", name) }
            }
            rules.port(port["port"] ?? 0, "\(path).port")
            rules.oneOf(port["protocol"], "\(path).protocol", "Protocol")
            if let target = port["targetPort"], target != port["port"] {
                rules.portOrName(target, "\(path).targetPort")
            }
            let pair: JSON = ["protocol": port["protocol"] ?? "", "port": port["port"] ?? 0]
            if !pairs.insert(pair).inserted { rules.duplicate(path, pair) }
        }
        rules.oneOf(spec["type"], "spec.type", "ServiceType")
        rules.oneOf(spec["sessionAffinity"], "spec.sessionAffinity", "ServiceAffinity")
        if type == "ExternalName" {
            rules.require(spec["externalName"], "spec.externalName", "")
        }
        rules.oneOf(
            spec["internalTrafficPolicy"], "spec.internalTrafficPolicy", "ServiceInternalTrafficPolicy")
        let labels = spec["selector"]?.object ?? [:]
        rules.add(
            ObjectMetadataValidation.validateLabels(
                Dictionary(labels.map { ($0.key, $0.value.string ?? "") }) { _, last in last },
                "spec.selector"))
    }

    /// A cluster address stays while the service keeps a type that has one.
    static func checkChange(_ service: JSON, from old: JSON, _ rules: inout FieldRules) {
        let before = old[["spec", "clusterIP"]]?.string ?? ""
        let after = service[["spec", "clusterIP"]]?.string ?? ""
        let isExternal = [service, old].contains { $0[["spec", "type"]] == "ExternalName" }
        if !before.isEmpty, before != after, !isExternal {
            rules.invalid("spec.clusterIPs[0]", .array([.string(after)]), "may not change once set")
        }
    }
}

/// What makes ingresses and network policies invalid.
enum NetworkRules {
    static func ingress(_ spec: JSON, _ rules: inout FieldRules) {
        let list = spec["rules"]?.array ?? []
        if list.isEmpty, spec["defaultBackend"] == nil {
            rules.invalid("spec", spec, "either `defaultBackend` or `rules` must be specified")
        }
        if let backend = spec["defaultBackend"] { check(backend: backend, "spec.defaultBackend", &rules) }
        for (index, rule) in list.enumerated() {
            if let host = rule["host"]?.string, !host.isEmpty {
                let judged = host.hasPrefix("*.") ? String(host.dropFirst(2)) : host
                for problem in NameGrammar.dnsSubdomain(judged) {
                    rules.invalid("spec.rules[\(index)].host", .string(host), problem)
                }
            }
            guard let http = rule["http"] else { continue }
            let paths = http["paths"]?.array ?? []
            if paths.isEmpty { rules.require(nil, "spec.rules[\(index)].http.paths") }
            for (number, path) in paths.enumerated() {
                check(path: path, "spec.rules[\(index)].http.paths[\(number)]", &rules)
            }
        }
    }

    private static func check(path: JSON, _ place: String, _ rules: inout FieldRules) {
        let text = path["path"]?.string ?? ""
        switch path["pathType"]?.string ?? "" {
        case "": rules.require(nil, "\(place).pathType", "pathType must be specified")
        case "Exact", "Prefix":
            if !text.hasPrefix("/") {
                rules.invalid("\(place).path", .string(text), "must be an absolute path")
            }
        case "ImplementationSpecific":
            if !text.isEmpty, !text.hasPrefix("/") {
                rules.invalid("\(place).path", .string(text), "must be an absolute path")
            }
        case let other:
            rules.notSupported(
                "\(place).pathType", .string(other), ["Exact", "ImplementationSpecific", "Prefix"])
        }
        check(backend: path["backend"] ?? [:], "\(place).backend", &rules)
    }

    private static func check(backend: JSON, _ path: String, _ rules: inout FieldRules) {
        switch (backend["service"], backend["resource"]) {
        case (nil, nil): rules.require(nil, path, "resource or service backend is required")
        case (.some, .some):
            rules.invalid(path, "", "cannot set both resource and service backends")
        case (let service?, nil):
            rules.label(service["name"], "\(path).service.name")
            let port = service["port"] ?? [:]
            let number = port["number"]?.int ?? 0
            let name = port["name"]?.string ?? ""
            if name.isEmpty, number == 0 {
                rules.require(nil, path, "port name or number is required")
            } else if !name.isEmpty, number != 0 {
                rules.invalid(path, "", "cannot set both port name & port number")
            } else if name.isEmpty {
                rules.port(port["number"], "\(path).service.port.number")
            }
        default: break
        }
    }

    static func policy(_ spec: JSON, _ rules: inout FieldRules) {
        SelectorRules.check(spec["podSelector"] ?? [:], "spec.podSelector", &rules)
        for (index, type) in (spec["policyTypes"]?.array ?? []).enumerated() {
            rules.oneOf(type, "spec.policyTypes[\(index)]", ["Egress", "Ingress"])
        }
        for (list, side) in [("ingress", "from"), ("egress", "to")] {
            for (index, rule) in (spec[list]?.array ?? []).enumerated() {
                for (number, peer) in (rule[side]?.array ?? []).enumerated() {
                    let path = "spec.\(list)[\(index)].\(side)[\(number)]"
                    let selectors = ["podSelector", "namespaceSelector"].filter { peer[$0] != nil }
                    if peer["ipBlock"] != nil, !selectors.isEmpty {
                        rules.forbidden(path, "may not specify both ipBlock and another peer")
                    } else if peer["ipBlock"] == nil, selectors.isEmpty {
                        rules.require(nil, path, "must specify a peer")
                    }
                    for name in selectors {
                        SelectorRules.check(peer[name] ?? [:], "\(path).\(name)", &rules)
                    }
                }
                for (number, port) in (rule["ports"]?.array ?? []).enumerated() {
                    let path = "spec.\(list)[\(index)].ports[\(number)]"
                    if let value = port["port"] { rules.portOrName(value, "\(path).port") }
                    rules.oneOf(port["protocol"], "\(path).protocol", "Protocol")
                }
            }
        }
    }
}
