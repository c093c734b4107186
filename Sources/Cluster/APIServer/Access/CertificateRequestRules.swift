import Access
import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import SwiftASN1
import X509

/// The form of CertificateSigningRequests, and who may approve them (certificates.k8s.io/v1).
enum CertificateRequestRules {
    private static let resource = "certificatesigningrequests"
    private static let group = "certificates.k8s.io"
    private static let shortestLife = 600
    private static let usages: Set<String> = [
        "signing", "digital signature", "content commitment", "key encipherment", "key agreement",
        "data encipherment", "cert sign", "crl sign", "encipher only", "decipher only", "any",
        "server auth", "client auth", "code signing", "email protection", "s/mime", "ipsec end system",
        "ipsec tunnel", "ipsec user", "timestamping", "ocsp signing", "microsoft sgc", "netscape sgc",
    ]

    /// Fills in what only the server knows and keeps what a write may not change.
    static func prepare(_ object: inout Object, _ request: AdmissionRequest) {
        guard let current = request.oldObject else {
            var spec = object["spec"] ?? [:]
            spec["username"] = .string(request.user.name)
            spec["uid"] = request.user.uid.isEmpty ? nil : .string(request.user.uid)
            spec["groups"] = .array(request.user.groups.map(JSON.string))
            spec["extra"] = request.user.extra.isEmpty ? nil : request.user.extraJSON
            object["spec"] = spec
            return
        }
        object["spec"] = current["spec"]
        guard ["status", "approval"].contains(request.subresource) else { return }
        let old = current["status"] ?? [:]
        var status = object["status"] ?? [:]
        if status.isNull { status = [:] }
        let isDecision = { (condition: JSON) in
            ["Approved", "Denied"].contains(condition["type"]?.string ?? "")
        }
        var conditions = status["conditions"]?.array ?? []
        if request.subresource == "approval" {
            status["certificate"] = old["certificate"]
        } else {
            // Only the approval decides.
            let decided = (old["conditions"]?.array ?? []).filter(isDecision)
            conditions = decided + conditions.filter { !isDecision($0) }
        }
        let now = JSON.string(Timestamp.now().text)
        status["conditions"] = .array(
            conditions.map { condition in
                var condition = condition
                for member in ["lastUpdateTime", "lastTransitionTime"] where isUnset(condition[member]) {
                    condition[member] = now
                }
                if isUnset(condition["status"]) { condition["status"] = "True" }
                return condition
            })
        object["status"] = conditions.isEmpty && status["certificate"] == nil ? [:] : status
    }

    private static func isUnset(_ value: JSON?) -> Bool { value?.string?.isEmpty != false }

    /// Refuses a request that cannot be read, and decisions by those who may not make them.
    static func check(
        _ object: Object, _ request: AdmissionRequest, _ authorizer: any Authorizer
    ) throws(StatusError) {
        let spec = object["spec"] ?? [:]
        guard let current = request.oldObject else {
            let causes = causes(spec)
            if !causes.isEmpty { throw .invalid(request.resource.kind, object.name, causes) }
            return try refuseMasters(object, spec)
        }
        let causes = statusCauses(object["status"] ?? [:], current["status"] ?? [:])
        if !causes.isEmpty { throw .invalid(request.resource.kind, object.name, causes) }
        let signer = spec["signerName"]?.string ?? ""
        let gainsCertificate = object["status"]?["certificate"] != current["status"]?["certificate"]
        if request.subresource == "approval", object["status"] != current["status"] {
            try demand("approve", signer, object, request.user, authorizer)
        } else if request.subresource == "status",
            gainsCertificate || has(object, "Failed") != has(current, "Failed")
        {
            try demand("sign", signer, object, request.user, authorizer)
        }
    }

    /// The permission is on the signer by name, or on all signers of its domain.
    private static func demand(
        _ verb: String, _ signer: String, _ object: Object, _ user: UserInfo, _ authorizer: any Authorizer
    ) throws(StatusError) {
        let domain = signer.prefix { $0 != "/" }
        for name in [signer, "\(domain)/*"] {
            let attributes = RequestAttributes(
                user: user, verb: verb, group: group, resource: "signers", name: name)
            if authorizer.decide(attributes).isAllowed { return }
        }
        throw .forbidden(
            group: group, resource: resource, name: object.name,
            "user not permitted to \(verb) requests with signerName \(GoText.quoted(signer))")
    }

    /// Nobody becomes an administrator by a certificate.
    private static func refuseMasters(_ object: Object, _ spec: JSON) throws(StatusError) {
        guard spec["signerName"]?.string == "kubernetes.io/kube-apiserver-client",
            let signed = CertificateRequest(spec), signed.organizations.contains("system:masters")
        else { return }
        throw .forbidden(
            group: group, resource: resource, name: object.name,
            "use of kubernetes.io/kube-apiserver-client signer with system:masters group is not allowed")
    }

    private static func causes(_ spec: JSON) -> [StatusError.Cause] {
        var causes: [StatusError.Cause] = []
        if CertificateRequest(spec) == nil {
            let why = "PEM block type must be CERTIFICATE REQUEST"
            causes.append(.invalid("spec.request", spec["request"] ?? .null, why))
        }
        let usages = spec["usages"]?.array?.compactMap(\.string) ?? []
        if usages.isEmpty { causes.append(.required("spec.usages")) }
        for (index, usage) in usages.enumerated() {
            let field = "spec.usages[\(index)]"
            if !Self.usages.contains(usage) {
                causes.append(.notSupported(field, .string(usage), Self.usages.sorted()))
            } else if usages.firstIndex(of: usage) != index {
                causes.append(.duplicate(field, .string(usage)))
            }
        }
        let signer = spec["signerName"]?.string ?? ""
        let parts = signer.split(separator: "/", omittingEmptySubsequences: false)
        if signer.isEmpty {
            causes.append(.required("spec.signerName"))
        } else if parts.count != 2 || parts.contains("") || !parts[0].contains(".") {
            let why = "must be a fully qualified domain and path of the form 'example.com/signer-name'"
            causes.append(.invalid("spec.signerName", .string(signer), why))
        } else if signer == "kubernetes.io/legacy-unknown" {
            let why = "the legacy signerName is not allowed via this API version"
            causes.append(.invalid("spec.signerName", .string(signer), why))
        }
        if let seconds = spec["expirationSeconds"]?.int, seconds < shortestLife {
            let why = "may not specify a duration less than 600 seconds (10 minutes)"
            causes.append(.invalid("spec.expirationSeconds", .int(Int64(seconds)), why))
        }
        return causes
    }

    private static func statusCauses(_ status: JSON, _ old: JSON) -> [StatusError.Cause] {
        let conditions = status["conditions"]?.array ?? []
        let types = conditions.map { $0["type"]?.string ?? "" }
        var causes: [StatusError.Cause] = []
        if types.contains("Approved"), types.contains("Denied") {
            causes.append(
                .invalid(
                    "status.conditions", "Denied", "Approved and Denied conditions are mutually exclusive"))
        }
        for (index, type) in types.enumerated() {
            let field = "status.conditions[\(index)].type"
            if type.isEmpty { causes.append(.required(field)) }
            if types.firstIndex(of: type) != index { causes.append(.duplicate(field, .string(type))) }
        }
        for condition in old["conditions"]?.array ?? [] {
            let type = condition["type"]?.string ?? ""
            guard ["Approved", "Denied", "Failed"].contains(type), !types.contains(type) else { continue }
            causes.append(
                .forbidden("status.conditions", "updates may not remove a condition of type \"\(type)\""))
        }
        if let certificate = old["certificate"]?.string, !certificate.isEmpty,
            status["certificate"]?.string != certificate
        {
            let why = "updates may not set certificate content if existing certificate content is not empty"
            causes.append(.forbidden("status.certificate", why))
        }
        return causes
    }

    private static func has(_ object: Object, _ type: String) -> Bool {
        object["status"]?["conditions"]?.array?.contains { $0["type"]?.string == type } ?? false
    }
}
