import Bytes
import Kubernetes

/// Changes that somebody looked at and wants in a node's database: an annotation of the FileIntegrity, a JSON object
/// of lists by the nodes' names.
///
/// ```
/// kubectl annotate fileintegrity example \
///   file-integrity.openshift.io/approve='{"worker-1": ["/hostroot/root/.bash_history"]}'
/// ```
///
/// A change is named by its path, as the log shows it, or by `sha256:` and its digest. There is no word for all
/// changes, and none for all nodes.
enum NodeApprovals {
    static let key = FileIntegrityGroup.key("approve")

    /// The words for a node; nil when there are none, empty when they are not of the form.
    static func words(for node: String, in object: Object) -> [String]? {
        guard let text = object.annotations[key] else { return nil }
        guard let json = try? JSON(parsing: text), let members = json.object else { return [] }
        return members[node].map { $0.array?.compactMap(\.string) ?? [] }
    }

    /// Stands for the words.
    static func digest(_ words: [String]) -> String {
        let text = JSON.array(words.map(JSON.string)).text
        return String(Hex.encode(Digest.of(Array(text.utf8), .sha256)).prefix(16))
    }

    /// Takes the words for a node off; whether there were any.
    static func remove(_ node: String, from object: inout Object) -> Bool {
        var annotations = object.annotations
        guard let text = annotations[key] else { return false }
        guard let json = try? JSON(parsing: text), var members = json.object else {
            annotations[key] = nil
            object.annotations = annotations
            return true
        }
        if members[node] == nil { return false }
        members[node] = nil
        annotations[key] = members.isEmpty ? nil : JSON.object(members).text
        object.annotations = annotations
        return true
    }
}
