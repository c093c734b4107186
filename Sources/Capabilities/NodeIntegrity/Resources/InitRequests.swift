import Bytes
import Kubernetes

/// The wishes for new databases, numbered: what is left of `re-init` when the operator has read it.
///
/// Each node makes a database once for each wish, however often it or the operator begins anew; the numbers stand
/// in an annotation of the FileIntegrity, in the same write that takes `re-init` off.
struct InitRequests: Equatable, Sendable {
    static let key = FileIntegrityGroup.key("init-requests")

    /// The number of the last wish for all nodes.
    private var ofAll: UInt64 = 0
    /// The numbers of the last wishes for single nodes.
    private var ofNodes: [String: UInt64] = [:]

    /// No wish.
    init() {}

    /// Reads the annotation of a FileIntegrity; what is not of its form is no wish.
    init(of object: Object) {
        guard let text = object.annotations[Self.key], let json = try? JSON(parsing: text) else { return }
        ofAll = Self.number(json["all"])
        for (name, number) in json["nodes"]?.object ?? JSONObject() { ofNodes[name] = Self.number(number) }
    }

    /// No one wishes so often; a larger number would leave no room for the next.
    private static let limit = 1 << 53

    private static func number(_ json: JSON?) -> UInt64 {
        guard let number = json?.int, (0...limit).contains(number) else { return 0 }
        return UInt64(number)
    }

    /// The annotation's value.
    var text: String {
        var json: JSON = ["all": .int(Int64(clamping: ofAll))]
        if !ofNodes.isEmpty {
            json["nodes"] = .object(JSONObject(ofNodes.map { ($0.key, .int(Int64(clamping: $0.value))) }))
        }
        return json.text
    }

    var isEmpty: Bool { ofAll == 0 && ofNodes.isEmpty }

    /// The number that a node's database has to have.
    func wanted(of node: String) -> UInt64 { max(ofAll, ofNodes[node] ?? 0) }

    /// Adds a wish.
    mutating func add(_ nodes: NodeList) {
        let next = max(ofNodes.values.max() ?? 0, ofAll) + 1
        guard !nodes.isOfAll else {
            ofAll = next
            ofNodes = [:]
            return
        }
        for name in nodes.names { ofNodes[name] = next }
    }
}
