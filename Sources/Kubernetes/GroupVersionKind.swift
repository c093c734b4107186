/// An API group, a version of it and a kind in it: what `apiVersion` and `kind` of an object say.
public struct GroupVersionKind: Sendable, Hashable, CustomStringConvertible {
    /// The group; empty for the core group.
    public var group: String
    /// The version, such as `v1` or `v1alpha1`.
    public var version: String
    /// The kind, such as `Pod`.
    public var kind: String

    /// Makes a kind's full name.
    public init(group: String = "", version: String, kind: String) {
        self.group = group
        self.version = version
        self.kind = kind
    }

    /// Reads `apiVersion` (`v1` or `group/version`) and `kind`.
    public init(apiVersion: String, kind: String) {
        let parts = apiVersion.split(separator: "/", maxSplits: 1).map(String.init)
        self.init(group: parts.count == 2 ? parts[0] : "", version: parts.last ?? "", kind: kind)
    }

    /// `v1` or `group/version`.
    public var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

    /// `group/version, Kind=Kind`, as kube-apiserver prints it.
    public var description: String { "\(apiVersion), Kind=\(kind)" }
}
