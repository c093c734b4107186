import Bytes
import Capability
import Kubernetes

/// A set of rules and values to scan against; made from a bundle.
struct Profile: CustomResource {
    static let type = ComplianceGroup.type("Profile", "profiles", shortNames: ["profs", "prof"])
    var object: Object
    init(_ object: Object) { self.object = object }

    /// The profile's XCCDF id.
    var id: String { object["id"]?.string ?? "" }
    /// The bundle that it was made from.
    var bundle: String { object.labels[ComplianceGroup.key("profile-bundle")] ?? "" }
    /// Node or Platform.
    var productType: String { object.annotations[ComplianceGroup.key("product-type")] ?? "Node" }
    /// Whether the rules are expressions over the cluster's objects.
    var isOfExpressions: Bool { object.annotations[ComplianceGroup.key("scanner-type")] == "CEL" }
    /// The names of its rules.
    var rules: [String] { object["rules"]?.array?.compactMap(\.string) ?? [] }
}

/// One requirement and how it is checked; made from a bundle.
struct RuleResource: CustomResource {
    static let type = ComplianceGroup.type("Rule", "rules")
    var object: Object
    init(_ object: Object) { self.object = object }

    /// The rule's XCCDF id.
    var id: String { object["id"]?.string ?? "" }
    /// The bundle that it was made from.
    var bundle: String { object.labels[ComplianceGroup.key("profile-bundle")] ?? "" }
    /// Node, Platform or empty.
    var checkType: String { object["checkType"]?.string ?? "" }
    /// Whether the rule is an expression over the cluster's objects.
    var isOfExpressions: Bool { object["scannerType"] == "CEL" }
}

/// A value that rules read and tailoring sets; made from a bundle.
struct Variable: CustomResource {
    static let type = ComplianceGroup.type("Variable", "variables", shortNames: ["var"])
    var object: Object
    init(_ object: Object) { self.object = object }

    /// The value's XCCDF id.
    var id: String { object["id"]?.string ?? "" }
    /// The bundle that it was made from.
    var bundle: String { object.labels[ComplianceGroup.key("profile-bundle")] ?? "" }

    /// Why the variable cannot have a value, in one sentence; nil when it can.
    func problem(with value: String) -> String? {
        switch object["type"]?.string {
        case "number": Int64(value) == nil && Double(value) == nil ? "\"\(value)\" is no number" : nil
        case "bool":
            ["true", "false", "1", "0"].contains(value.lowercased())
                ? nil : "\"\(value)\" is neither true nor false"
        default: nil
        }
    }
}
