import Access
import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes

/// `POST …/serviceaccounts/NAME/token`: a token for a service account (authentication.k8s.io/v1 TokenRequest).
struct TokenRequest {
    private static let kind = GroupVersionKind(
        group: "authentication.k8s.io", version: "v1", kind: "TokenRequest")
    private static let defaultLife: Int64 = 3600
    private static let shortestLife: Int64 = 600

    let cluster: EmbeddedCluster
    let tokens: ServiceAccountTokens

    /// The request with its answer filled in.
    func answer(_ body: JSON, namespace: String, name: String) async throws(StatusError) -> JSON {
        let stored = try cluster.rawGet(AccessTypes.serviceAccounts, namespace: namespace, name: name)
        let account = Object(stored.json)
        var spec = body["spec"] ?? [:]
        let wanted = try seconds(spec)
        let audiences = spec["audiences"]?.array?.compactMap(\.string) ?? []
        var claims = ServiceAccountClaims(
            issuer: ServiceAccountTokens.issuer,
            account: ServiceAccountName(namespace: namespace, name: name),
            audiences: audiences.isEmpty ? [ServiceAccountTokens.issuer] : audiences)
        var binding = ServiceAccountClaims.Binding(
            namespace: namespace, serviceaccount: .init(name: name, uid: account.uid))
        if let reference = spec["boundObjectRef"], reference.object != nil {
            try bind(&binding, to: reference, namespace: namespace, account: name)
        }
        let now = Timestamp.now().seconds
        claims.binding = binding
        claims.issuedAt = now
        claims.notBefore = now
        claims.expiresAt = now + min(wanted, SigningKeys.longestToken)
        claims.identifier = AuditID.make()
        spec["audiences"] = .array(claims.audiences.map(JSON.string))
        spec["expirationSeconds"] = .int(wanted)
        if spec["boundObjectRef"] == nil { spec["boundObjectRef"] = .null }
        let end = Timestamp(seconds: claims.expiresAt ?? now)
        return [
            "kind": "TokenRequest", "apiVersion": "authentication.k8s.io/v1",
            "metadata": [
                "name": .string(name), "namespace": .string(namespace),
                "creationTimestamp": .string(Timestamp(seconds: now).text),
            ],
            "spec": spec,
            "status": [
                "token": .string(try await tokens.sign(claims)), "expirationTimestamp": .string(end.text),
            ],
        ]
    }

    private func seconds(_ spec: JSON) throws(StatusError) -> Int64 {
        let wanted = spec["expirationSeconds"]?.int.map(Int64.init) ?? Self.defaultLife
        let field = "spec.expirationSeconds"
        if wanted < Self.shortestLife {
            let why = "may not specify a duration less than 10 minutes"
            throw .invalid(Self.kind, "", [.invalid(field, .int(wanted), why)])
        }
        if wanted > 1 << 32 {
            let why = "may not specify a duration larger than 2^32 seconds"
            throw .invalid(Self.kind, "", [.invalid(field, .int(wanted), why)])
        }
        return wanted
    }

    /// Lets the token end with an object.
    private func bind(
        _ binding: inout ServiceAccountClaims.Binding, to reference: JSON, namespace: String, account: String
    ) throws(StatusError) {
        let kind = GroupVersionKind(
            apiVersion: reference["apiVersion"]?.string ?? "", kind: reference["kind"]?.string ?? "")
        let name = reference["name"]?.string ?? ""
        let found: Object
        switch kind.group.isEmpty ? kind.kind : "" {
        case "Pod":
            found = try get(AccessTypes.pods, namespace, name)
            let runner = found["spec"]?["serviceAccountName"]?.string ?? ""
            guard runner == account else {
                throw .badRequest(
                    "cannot bind token for serviceaccount \"\(account)\" to pod running with serviceaccount "
                        + "name \"\(runner)\".")
            }
            binding.pod = .init(name: name, uid: found.uid)
            if let node = found["spec"]?["nodeName"]?.string, !node.isEmpty {
                // The pod may run on a node that nobody has registered.
                let uid = (try? get(AccessTypes.nodes, nil, node))?.uid ?? ""
                binding.node = .init(name: node, uid: uid)
            }
        case "Secret":
            found = try get(AccessTypes.secrets, namespace, name)
            binding.secret = .init(name: name, uid: found.uid)
        case "Node":
            found = try get(AccessTypes.nodes, nil, name)
            binding.node = .init(name: name, uid: found.uid)
        default: throw .badRequest("cannot bind token to object of type \(kind)")
        }
        let wanted = reference["uid"]?.string ?? ""
        guard wanted.isEmpty || wanted == found.uid else {
            throw StatusError(
                code: 409, reason: "Conflict",
                message: "Operation cannot be fulfilled on \(kind.kind) \"\(name)\": the UID in the bound "
                    + "object reference (\(wanted)) does not match the UID in record. The object might have "
                    + "been deleted and then recreated", name: name, group: "", kind: kind.kind)
        }
    }

    private func get(_ type: ResourceType, _ namespace: String?, _ name: String) throws(StatusError) -> Object
    {
        Object(try cluster.rawGet(type, namespace: namespace, name: name).json)
    }
}
