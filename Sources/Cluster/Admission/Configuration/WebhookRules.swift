import Bytes
import Kubernetes

/// What is wrong with webhook configurations.
enum WebhookRules {
    static func causes(_ json: JSON, isMutating: Bool) -> [StatusError.Cause] {
        var causes: [StatusError.Cause] = []
        var names: Set<String> = []
        for (index, webhook) in (json["webhooks"]?.array ?? []).enumerated() {
            let path = "webhooks[\(index)]"
            causes += webhookCauses(webhook, at: path, isMutating: isMutating)
            let name = webhook["name"]?.string ?? ""
            if !name.isEmpty, !names.insert(name).inserted {
                causes.append(.duplicate("\(path).name", .string(name)))
            }
        }
        return causes
    }

    private static func webhookCauses(
        _ json: JSON, at path: String, isMutating: Bool
    ) -> [StatusError.Cause] {
        var causes = nameCauses(json["name"]?.string ?? "", at: "\(path).name")
        for (index, rule) in (json["rules"]?.array ?? []).enumerated() {
            causes += MatchRules.causes(rule, at: "\(path).rules[\(index)]")
        }
        causes += ConfigurationRules.choice(json, "failurePolicy", at: path, of: ["Fail", "Ignore"])
        causes += ConfigurationRules.choice(json, "matchPolicy", at: path, of: ["Equivalent", "Exact"])
        let effects = ["None", "NoneOnDryRun"]
        if json["sideEffects"]?.string == nil {
            causes.append(
                .required("\(path).sideEffects", "must specify one of \(effects.joined(separator: ", "))"))
        } else {
            causes += ConfigurationRules.choice(json, "sideEffects", at: path, of: effects)
        }
        if isMutating {
            causes += ConfigurationRules.choice(
                json, "reinvocationPolicy", at: path, of: ["IfNeeded", "Never"])
        }
        if let timeout = json["timeoutSeconds"]?.int, !(1...30).contains(timeout) {
            causes.append(
                .invalid(
                    "\(path).timeoutSeconds", .int(Int64(timeout)),
                    "the timeout value must be between 1 and 30 seconds"))
        }
        causes += ConfigurationRules.selector(
            json["namespaceSelector"], at: "\(path).namespaceSelector")
        causes += ConfigurationRules.selector(json["objectSelector"], at: "\(path).objectSelector")
        causes += clientCauses(json["clientConfig"] ?? [:], at: "\(path).clientConfig")
        causes += ConfigurationRules.conditions(
            json["matchConditions"], at: "\(path).matchConditions", .init())
        causes += versionCauses(json, at: "\(path).admissionReviewVersions")
        return causes
    }

    private static func nameCauses(_ name: String, at path: String) -> [StatusError.Cause] {
        if name.isEmpty { return [.required(path)] }
        let problems = NameGrammar.dnsSubdomain(name)
        if !problems.isEmpty { return problems.map { .invalid(path, .string(name), $0) } }
        if name.split(separator: ".").count >= 3 { return [] }
        return [
            .invalid(path, .string(name), "should be a domain with at least three segments separated by dots")
        ]
    }

    /// `clientConfig` of admission and conversion webhooks.
    static func clientCauses(_ json: JSON, at path: String) -> [StatusError.Cause] {
        let service = json["service"].flatMap { $0.isNull ? nil : $0 }
        let url = json["url"]?.string
        guard (service == nil) != (url == nil) else {
            return [.required(path, "exactly one of url or service is required")]
        }
        if let url { return urlCauses(url, at: "\(path).url") }
        var causes: [StatusError.Cause] = []
        if service?["name"]?.string ?? "" == "" {
            causes.append(.required("\(path).service.name", "service name is required"))
        }
        if service?["namespace"]?.string ?? "" == "" {
            causes.append(.required("\(path).service.namespace", "service namespace is required"))
        }
        if let port = service?["port"]?.int, !(1...65_535).contains(port) {
            causes.append(
                .invalid(
                    "\(path).service.port", .int(Int64(port)),
                    "port is not valid: must be between 1 and 65535, inclusive"))
        }
        if let place = service?["path"]?.string, !place.hasPrefix("/") {
            causes.append(.invalid("\(path).service.path", .string(place), "must start with a '/'"))
        }
        return causes
    }

    private static func urlCauses(_ url: String, at path: String) -> [StatusError.Cause] {
        let form = "; desired format: https://host[/path]"
        let shown = JSON.string(url)
        guard let scheme = url.firstRange(of: "://") else {
            return [.invalid(path, .string(""), "'https' is the only allowed URL scheme\(form)")]
        }
        var causes: [StatusError.Cause] = []
        if url[..<scheme.lowerBound] != "https" {
            causes.append(
                .invalid(
                    path, .string(String(url[..<scheme.lowerBound])),
                    "'https' is the only allowed URL scheme\(form)"))
        }
        let rest = url[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if authority.isEmpty {
            causes.append(.invalid(path, .string(""), "host must be specified\(form)"))
        }
        if authority.contains("@") {
            causes.append(.invalid(path, shown, "user information is not permitted in the URL"))
        }
        if rest.contains("#") {
            causes.append(.invalid(path, shown, "fragments are not permitted in the URL"))
        }
        if rest.contains("?") {
            causes.append(.invalid(path, shown, "query parameters are not permitted in the URL"))
        }
        return causes
    }

    private static func versionCauses(_ json: JSON, at path: String) -> [StatusError.Cause] {
        let versions = json["admissionReviewVersions"]?.array?.compactMap(\.string) ?? []
        let spoken = AdmissionReview.versions.joined(separator: ", ")
        if versions.isEmpty { return [.required(path, "must specify one of \(spoken)")] }
        var causes: [StatusError.Cause] = []
        var seen: Set<String> = []
        for (index, version) in versions.enumerated() {
            if !seen.insert(version).inserted {
                causes.append(.invalid("\(path)[\(index)]", .string(version), "duplicate version"))
                continue
            }
            causes += NameGrammar.dns1035Label(version).map {
                .invalid("\(path)[\(index)]", .string(version), $0)
            }
        }
        if !versions.contains(where: AdmissionReview.versions.contains) {
            causes.append(
                .invalid(path, .array(versions.map(JSON.string)), "must include at least one of \(spoken)"))
        }
        return causes
    }
}
