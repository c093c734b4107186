public import CEL
import Kubernetes

extension CELEnvironment {
    /// The environment of kube-apiserver's expressions, with its named formats of strings.
    public static func kubernetes(
        variables: [String: CELType], functions: [CELFunction] = []
    ) -> CELEnvironment {
        CELEnvironment(variables: variables, functions: formats + functions)
    }

    private static let formats = CELFunction.formats([
        "dns1123Label": { NameGrammar.dnsLabel($0) },
        "dns1123Subdomain": { NameGrammar.dnsSubdomain($0) },
        "dns1035Label": { NameGrammar.dns1035Label($0) },
        "qualifiedName": { NameGrammar.qualifiedName($0) },
        "dns1123LabelPrefix": { NameGrammar.dnsLabel(completed($0)) },
        "dns1123SubdomainPrefix": { NameGrammar.dnsSubdomain(completed($0)) },
        "dns1035LabelPrefix": { NameGrammar.dns1035Label(completed($0)) },
        "labelValue": { NameGrammar.labelValue($0) },
        "uri": { accepted($0, "uri", "parse \"\($0)\": invalid URI for request") },
        "uuid": { accepted($0, "uuid", "does not match the UUID format") },
        "byte": { accepted($0, "byte", "invalid base64") },
        "date": { accepted($0, "date", "invalid date") },
        "datetime": { accepted($0, "date-time", "invalid datetime") },
    ])

    /// A prefix may end in a dash: the generated rest makes any end right.
    private static func completed(_ prefix: String) -> String {
        prefix.hasSuffix("-") ? prefix.dropLast() + "a" : prefix
    }

    private static func accepted(_ text: String, _ format: String, _ problem: String) -> [String] {
        StringFormat.accepts(text, as: format) ? [] : [problem]
    }
}
