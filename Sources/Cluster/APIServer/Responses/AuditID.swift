import EmbeddedCluster

/// The name under which one request is found again in logs.
enum AuditID {
    /// A random UUID (RFC 9562, version 4).
    static func make() -> String { UniqueID.uuid() }
}
