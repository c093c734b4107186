import Bytes
import Capability
import Kubernetes

/// FileIntegrity: which nodes are watched, by which configuration, how often.
///
/// The engine's module has the kind's name, hence the longer one.
struct FileIntegrityResource: CustomResource {
    static let type = FileIntegrityGroup.type("FileIntegrity", "fileintegrities", hasStatus: true)

    /// Where the resource stands.
    enum Phase: String, Sendable, CaseIterable {
        /// Nothing has begun: no node is selected, or the configuration is not there yet.
        case pending = "Pending"
        /// Some node has no database of the present configuration yet.
        case initializing = "Initializing"
        /// Every node is looked at.
        case active = "Active"
        /// Some node could not be looked at.
        case error = "Error"
    }

    var object: Object

    init(_ object: Object) { self.object = object }

    private var spec: JSON? { object["spec"] }
    private var config: JSON? { spec?["config"] }

    /// The labels of the nodes; empty for every node.
    var nodeSelector: [String: String] {
        Dictionary((spec?["nodeSelector"]?.object ?? JSONObject()).map { ($0.key, $0.value.string ?? "") }) {
            _, last in last
        }
    }
    /// The taints that do not keep the checks off a node.
    var tolerations: [Toleration] { (spec?["tolerations"]?.array ?? []).map(Toleration.init) }
    /// The class of upstream's pods; empty for none.
    var priorityClassName: String { spec?["priorityClassName"]?.string ?? "" }
    /// Whether nodes tell more of what they do.
    var isDebugged: Bool { spec?["debug"]?.bool ?? false }

    /// The ConfigMap with the user's configuration; nil for the default one.
    var userConfiguration: (namespace: String, name: String, key: String)? {
        guard let name = config?["name"]?.string, let namespace = config?["namespace"]?.string,
            !name.isEmpty, !namespace.isEmpty
        else { return nil }
        let key = config?["key"]?.string ?? ""
        return (namespace, name, key.isEmpty ? FileIntegrityGroup.configurationKey : key)
    }
    /// Seconds from the start of one check to the start of the next.
    var gracePeriod: Int64 { Int64(max(1, config?["gracePeriod"]?.int ?? 900)) }
    /// Seconds before the first check.
    var initialDelay: Int64 { Int64(max(0, config?["initialDelay"]?.int ?? 0)) }
    /// How many older databases and logs a node keeps.
    var maxBackups: Int { max(0, config?["maxBackups"]?.int ?? 5) }

    /// Where the resource stands; nil before anybody looked.
    var phase: Phase? {
        get { object["status"]?["phase"]?.string.flatMap(Phase.init) }
        set { object["status"] = newValue.map { ["phase": .string($0.rawValue)] } }
    }

    /// Whether a node is looked at.
    func selects(_ node: Object) -> Bool {
        guard nodeSelector.allSatisfy({ node.labels[$0.key] == $0.value }) else { return false }
        let taints = (node["spec"]?["taints"]?.array ?? []).map(Taint.init)
        return taints.allSatisfy { taint in !taint.repels || tolerations.contains { $0.tolerates(taint) } }
    }
}
