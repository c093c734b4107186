import Bytes
import Kubernetes

/// Makes the Profile and Rule objects of a bundle's expressions.
struct ExpressionObjectsMaker {
    let bundle: ProfileBundle
    let content: ExpressionContent
    /// Stands for the content as it is now; objects of other content are stale.
    let digest: String

    /// All objects; expressions bring no variables of their own.
    var objects: BundleObjects {
        BundleObjects(
            profiles: content.profiles.map(profile), rules: content.rules.map(rule), variables: [])
    }

    private func name(_ word: String) -> String {
        "\(bundle.object.name)-\(ComplianceNames.dnsName(word))"
    }

    private func rule(_ entry: ExpressionContent.Entry) -> RuleResource {
        let rule = entry.rule
        var object = bundle.part(RuleResource.type, name: rule.name, digest: digest)
        object["id"] = .string(rule.id.isEmpty ? rule.name : rule.id)
        object["title"] = .string(rule.title.isEmpty ? rule.name : rule.title)
        for member in ["description", "rationale", "warning", "instructions"] where !rule.text(member).isEmpty
        {
            object[member] = .string(rule.text(member))
        }
        object["severity"] = .string(rule.severity)
        object["checkType"] = "Platform"
        object["scannerType"] = "CEL"
        object["expression"] = .string(rule.expression)
        object["inputs"] = entry.inputs
        if !rule.failureReason.isEmpty { object["failureReason"] = .string(rule.failureReason) }
        object.annotations[ComplianceGroup.key("rule")] = ComplianceNames.dnsName(rule.name)
        let selecting = content.profiles.filter { $0.rules.contains(rule.name) }.map { name($0.name) }
        if !selecting.isEmpty {
            object.annotations[ComplianceGroup.key("profiles")] = selecting.joined(separator: ",")
        }
        if !entry.variables.isEmpty {
            object.annotations[ComplianceGroup.key("rule-variable")] = entry.variables.joined(separator: ",")
        }
        for (standard, controls) in entry.controls where !controls.isEmpty {
            object.annotations["control.compliance.openshift.io/\(Self.key(standard))"] = controls.joined(
                separator: ";")
        }
        return RuleResource(object)
    }

    /// A standard's name as a part of a key: content writes `cis@ocp4`, which no key may have.
    private static func key(_ standard: String) -> String {
        let mapped = standard.unicodeScalars.prefix(63).map { scalar -> Character in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", ".", "-": Character(scalar)
            default: "-"
            }
        }
        let trimmed = String(mapped).trimming { $0 == "-" || $0 == "." }
        return trimmed.isEmpty ? "other" : trimmed
    }

    private func profile(_ profile: ExpressionContent.Profile) -> Profile {
        var object = bundle.part(Profile.type, name: profile.name, digest: digest)
        object["id"] = .string(profile.id)
        object["title"] = .string(profile.title)
        object["description"] = .string(profile.description)
        object["rules"] = .array(profile.rules.map { .string(name($0)) })
        object["values"] = .array(profile.values.map { .string(name($0)) })
        object.labels[ComplianceGroup.key("profile-guid")] = ComplianceNames.guid(
            "\(bundle.object.name)-\(profile.id)")
        object.annotations[ComplianceGroup.key("product-type")] = "Platform"
        object.annotations[ComplianceGroup.key("scanner-type")] = "CEL"
        return Profile(object)
    }
}
