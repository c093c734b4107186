import Bytes

/// How the File Integrity Operator names its objects.
enum IntegrityNames {
    /// A node's FileIntegrityNodeStatus.
    static func nodeStatus(_ integrity: String, node: String) -> String { "\(integrity)-\(node)" }

    /// The ConfigMap in which a node leaves the results of a check.
    static func log(_ integrity: String, node: String) -> String {
        limited("aide-\(integrity)-\(node)", prefix: "aide-")
    }

    /// The ConfigMap with the log of a node's failed check.
    static func failure(_ integrity: String, node: String) -> String {
        log(integrity, node: node) + "-failed"
    }

    /// The ConfigMap in which the operator remembers a node's databases.
    static func baseline(_ integrity: String, node: String) -> String {
        log(integrity, node: node) + "-baseline"
    }

    /// The name, or where it is too long for a label's value, a prefix and the name's SHA-1.
    static func limited(_ name: String, prefix: String) -> String {
        if name.utf8.count < 64 { return name }
        return prefix + Hex.encode(Digest.of(Array(name.utf8), .sha1))
    }
}
