import Bytes

/// What makes a pod's specification invalid.
enum PodSpecRules {
    static func check(_ spec: JSON, _ path: String, _ rules: inout FieldRules) {
        let volumes = volumeNames(spec["volumes"]?.array ?? [], "\(path).volumes", &rules)
        let containers = spec["containers"]?.array ?? []
        if containers.isEmpty { rules.require(nil, "\(path).containers") }
        var names: Set<String> = []
        for (index, container) in containers.enumerated() {
            check(container, "\(path).containers[\(index)]", volumes, &names, &rules)
        }
        for (index, container) in (spec["initContainers"]?.array ?? []).enumerated() {
            check(container, "\(path).initContainers[\(index)]", volumes, &names, &rules)
        }
        rules.oneOf(spec["restartPolicy"], "\(path).restartPolicy", ["Always", "OnFailure", "Never"])
        rules.oneOf(spec["dnsPolicy"], "\(path).dnsPolicy", "DNSPolicy")
        if let seconds = spec["terminationGracePeriodSeconds"]?.int {
            rules.notNegative(seconds, "\(path).terminationGracePeriodSeconds")
        }
        if let seconds = spec["activeDeadlineSeconds"]?.int, seconds < 1 {
            rules.invalid(
                "\(path).activeDeadlineSeconds", .int(Int64(seconds)),
                "must be between 1 and 2147483647, inclusive")
        }
        rules.add(selectorProblems(spec["nodeSelector"], "\(path).nodeSelector"))
        for (member, grammar) in [
            ("serviceAccountName", NameGrammar.dnsSubdomain), ("nodeName", NameGrammar.dnsSubdomain),
            ("hostname", NameGrammar.dnsLabel), ("subdomain", NameGrammar.dnsLabel),
        ] {
            guard let name = spec[member]?.string, !name.isEmpty else { continue }
            for problem in grammar(name) { rules.invalid("\(path).\(member)", .string(name), problem) }
        }
        for (index, toleration) in (spec["tolerations"]?.array ?? []).enumerated() {
            check(toleration: toleration, "\(path).tolerations[\(index)]", &rules)
        }
    }

    /// Of a pod that is there only its images, its deadline and more tolerations may change.
    static func checkChange(_ pod: JSON, from old: JSON, _ rules: inout FieldRules) {
        guard frozen(pod["spec"]) != frozen(old["spec"]) else { return }
        rules.forbidden(
            "spec",
            "pod updates may not change fields other than `spec.containers[*].image`,"
                + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` "
                + "(only additions to existing tolerations),`spec.terminationGracePeriodSeconds` "
                + "(allow it to be set to 1 if it was previously negative)")
    }

    private static func frozen(_ spec: JSON?) -> JSON? {
        guard var spec else { return nil }
        for member in [
            "activeDeadlineSeconds", "tolerations", "schedulingGates", "nodeName", "ephemeralContainers",
        ] {
            spec[member] = nil
        }
        for list in ["containers", "initContainers"] {
            guard let containers = spec[list]?.array else { continue }
            spec[list] = .array(
                containers.map { container in
                    var container = container
                    container["image"] = nil
                    return container
                })
        }
        return spec
    }

    private static func selectorProblems(_ selector: JSON?, _ path: String) -> [StatusError.Cause] {
        let labels = selector?.object ?? [:]
        return ObjectMetadataValidation.validateLabels(
            Dictionary(labels.map { ($0.key, $0.value.string ?? "") }) { _, last in last }, path)
    }

    // MARK: Containers

    private static func check(
        _ container: JSON, _ path: String, _ volumes: Set<String>, _ names: inout Set<String>,
        _ rules: inout FieldRules
    ) {
        rules.label(container["name"], "\(path).name")
        let name = container["name"]?.string ?? ""
        if !name.isEmpty, !names.insert(name).inserted { rules.duplicate("\(path).name", .string(name)) }
        let image = container["image"]?.string ?? ""
        if image.isEmpty {
            rules.require(nil, "\(path).image")
        } else if image.first?.isWhitespace == true || image.last?.isWhitespace == true {
            rules.invalid("\(path).image", .string(image), "must not have leading or trailing whitespace")
        }
        rules.oneOf(container["imagePullPolicy"], "\(path).imagePullPolicy", "PullPolicy")
        rules.oneOf(
            container["terminationMessagePolicy"], "\(path).terminationMessagePolicy",
            "TerminationMessagePolicy")
        ports(container["ports"]?.array ?? [], "\(path).ports", &rules)
        variables(container["env"]?.array ?? [], "\(path).env", &rules)
        mounts(container["volumeMounts"]?.array ?? [], "\(path).volumeMounts", volumes, &rules)
        resources(container["resources"], "\(path).resources", &rules)
        for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
            if let probe = container[probe] { check(probe: probe, "\(path).\(probe)", &rules) }
        }
    }

    private static func ports(_ ports: [JSON], _ path: String, _ rules: inout FieldRules) {
        var names: Set<JSON> = []
        for (index, port) in ports.enumerated() {
            let place = "\(path)[\(index)]"
            if let name = port["name"], name != "" {
                rules.portOrName(name, "\(place).name")
                if !names.insert(name).inserted { rules.duplicate("\(place).name", name) }
            }
            if port["containerPort"]?.int ?? 0 == 0 {
                rules.require(nil, "\(place).containerPort")
            } else {
                rules.port(port["containerPort"], "\(place).containerPort")
            }
            if let host = port["hostPort"]?.int, host != 0 {
                rules.port(.int(Int64(host)), "\(place).hostPort")
            }
            rules.oneOf(port["protocol"], "\(place).protocol", "Protocol")
        }
    }

    private static func variables(_ variables: [JSON], _ path: String, _ rules: inout FieldRules) {
        for (index, variable) in variables.enumerated() {
            let place = "\(path)[\(index)]"
            let name = variable["name"]?.string ?? ""
            if name.isEmpty {
                rules.require(nil, "\(place).name")
            } else if !name.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "=") }) {
                rules.invalid(
                    "\(place).name", .string(name),
                    "a valid environment variable name must consist only of printable ASCII characters "
                        + "other than '='")
            }
            guard let source = variable["valueFrom"] else { continue }
            let kinds = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef"]
                .filter { source[$0] != nil }
            if kinds.isEmpty {
                rules.invalid(
                    "\(place).valueFrom", "",
                    "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"
                )
            } else if variable["value"]?.string?.isEmpty == false {
                rules.invalid("\(place).valueFrom", "", "may not be specified when `value` is not empty")
            } else if kinds.count > 1 {
                rules.invalid(
                    "\(place).valueFrom", "", "may not have more than one field specified at a time")
            }
        }
    }

    private static func mounts(
        _ mounts: [JSON], _ path: String, _ volumes: Set<String>, _ rules: inout FieldRules
    ) {
        var paths: Set<String> = []
        for (index, mount) in mounts.enumerated() {
            let place = "\(path)[\(index)]"
            let name = mount["name"]?.string ?? ""
            if name.isEmpty {
                rules.require(nil, "\(place).name")
            } else if !volumes.contains(name) {
                rules.add([
                    .init(
                        reason: "FieldValueNotFound", message: "Not found: \"\(name)\"",
                        field: "\(place).name")
                ])
            }
            let target = mount["mountPath"]?.string ?? ""
            if target.isEmpty { rules.require(nil, "\(place).mountPath") }
            if !paths.insert(target).inserted {
                rules.invalid("\(place).mountPath", .string(target), "must be unique")
            }
        }
    }

    private static func resources(_ resources: JSON?, _ path: String, _ rules: inout FieldRules) {
        for list in ["limits", "requests"] { KindRules.amounts(resources?[list], "\(path).\(list)", &rules) }
        let limits = resources?["limits"]?.object ?? [:]
        for (name, amount) in resources?["requests"]?.object ?? [:] {
            guard let limit = limits[name], let most = try? Quantity(parsing: limit.string ?? ""),
                let asked = try? Quantity(parsing: amount.string ?? ""), asked > most
            else { continue }
            rules.invalid(
                "\(path).requests", amount, "must be less than or equal to \(name) limit of \(most.text)")
        }
    }

    private static func check(probe: JSON, _ path: String, _ rules: inout FieldRules) {
        let handlers = ["exec", "httpGet", "tcpSocket", "grpc"].filter { probe[$0] != nil }
        if handlers.isEmpty { rules.require(nil, path, "must specify a handler type") }
        for extra in handlers.dropFirst() {
            rules.forbidden("\(path).\(extra)", "may not specify more than 1 handler type")
        }
        if let web = probe["httpGet"] { rules.portOrName(web["port"], "\(path).httpGet.port") }
        if let socket = probe["tcpSocket"] { rules.portOrName(socket["port"], "\(path).tcpSocket.port") }
        for member in [
            "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold",
        ] {
            if let number = probe[member]?.int { rules.notNegative(number, "\(path).\(member)") }
        }
    }

    // MARK: Volumes and tolerations

    private static func volumeNames(
        _ volumes: [JSON], _ path: String, _ rules: inout FieldRules
    ) -> Set<String> {
        var names: Set<String> = []
        for (index, volume) in volumes.enumerated() {
            let place = "\(path)[\(index)]"
            rules.label(volume["name"], "\(place).name")
            let name = volume["name"]?.string ?? ""
            if !name.isEmpty, !names.insert(name).inserted { rules.duplicate("\(place).name", .string(name)) }
            let sources = volume.object?.keys.filter { $0 != "name" } ?? []
            for extra in sources.dropFirst() {
                rules.forbidden("\(place).\(extra)", "may not specify more than 1 volume type")
            }
            if volume["secret"] != nil {
                rules.require(volume[["secret", "secretName"]], "\(place).secret.secretName")
            }
            if volume["configMap"] != nil {
                rules.require(volume[["configMap", "name"]], "\(place).configMap.name")
            }
            if volume["hostPath"] != nil {
                rules.require(volume[["hostPath", "path"]], "\(place).hostPath.path")
            }
            if volume["persistentVolumeClaim"] != nil {
                rules.require(
                    volume[["persistentVolumeClaim", "claimName"]], "\(place).persistentVolumeClaim.claimName"
                )
            }
        }
        return names
    }

    private static func check(toleration: JSON, _ path: String, _ rules: inout FieldRules) {
        let isExists = toleration["operator"] == "Exists"
        rules.oneOf(toleration["operator"], "\(path).operator", ["Equal", "Exists"])
        if isExists, toleration["value"]?.string?.isEmpty == false {
            rules.invalid(
                "\(path).operator", toleration["value"] ?? "",
                "value must be empty when `operator` is 'Exists'")
        }
        if toleration["key"]?.string?.isEmpty != false, !isExists {
            rules.invalid(
                "\(path).operator", toleration["operator"] ?? "",
                "operator must be Exists when `key` is empty, which means \"match all values and all keys\"")
        }
        rules.oneOf(toleration["effect"], "\(path).effect", ["NoSchedule", "PreferNoSchedule", "NoExecute"])
    }
}
