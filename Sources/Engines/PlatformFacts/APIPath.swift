/// The parts of a path to resources on an API server (Kubernetes API conventions, "Resource URIs").
public struct APIPath: Sendable, Equatable {
    /// The group; empty for the core group.
    public var group: String
    /// The version, such as `v1`.
    public var version: String
    /// The namespace; nil for what belongs to the cluster and for lists over all namespaces.
    public var namespace: String?
    /// The plural, such as `pods`.
    public var plural: String
    /// The object's name; nil for lists.
    public var name: String?
    /// What follows the name, such as `proxy/configz`; empty for the object itself.
    public var subresource: String
    /// The query's parameters, decoded, in order.
    public var query: [Parameter]

    /// A parameter of a query.
    public struct Parameter: Sendable, Equatable {
        /// The name.
        public var name: String
        /// The value.
        public var value: String
    }

    /// Reads a path; nil when it leads to no resource, such as `/version`.
    public init?(_ text: String) {
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var segments = parts[0].split(separator: "/").map(String.init)
        guard text.hasPrefix("/"), segments.count >= 3, !segments.contains(where: { $0 == ".." || $0 == "." })
        else { return nil }
        switch segments.removeFirst() {
        case "api": group = ""
        case "apis":
            group = segments.removeFirst()
            guard segments.count >= 2 else { return nil }
        default: return nil
        }
        version = segments.removeFirst()
        if segments.count >= 3, segments[0] == "namespaces" {
            namespace = segments[1]
            segments.removeFirst(2)
        }
        plural = segments.removeFirst()
        name = segments.isEmpty ? nil : segments.removeFirst()
        subresource = segments.joined(separator: "/")
        query = parts.count < 2 ? [] : Self.parameters(parts[1])
    }

    /// The value of a query's parameter.
    public subscript(parameter: String) -> String? { query.first { $0.name == parameter }?.value }

    private static func parameters(_ text: Substring) -> [Parameter] {
        text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return Parameter(name: decoded(parts[0]), value: parts.count < 2 ? "" : decoded(parts[1]))
        }
    }

    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                bytes.append(0x20)
            } else if byte == UInt8(ascii: "%"), rest.count >= 2,
                let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(code)
                rest.removeFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
