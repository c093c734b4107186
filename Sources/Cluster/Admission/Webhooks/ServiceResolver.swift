import Bytes
import EmbeddedCluster
import Kubernetes

/// Finds the address behind a Service, as a kube-proxy would: its endpoints, or what it points at itself.
struct ServiceResolver: Sendable {
    /// Where to connect.
    struct Address: Sendable, Hashable {
        var host: String
        var port: Int
    }

    private let services: ResourceReader?
    private let slices: ResourceReader?
    private let endpoints: ResourceReader?

    init(_ cluster: EmbeddedCluster) {
        services = cluster.reader(group: "", version: "v1", plural: "services")
        slices = cluster.reader(group: "discovery.k8s.io", version: "v1", plural: "endpointslices")
        endpoints = cluster.reader(group: "", version: "v1", plural: "endpoints")
    }

    /// - Throws: a sentence that says what is missing, in kube-apiserver's words.
    func address(namespace: String, name: String, port: Int) throws(WebhookFailure) -> Address {
        guard let service = services?.object(namespace: namespace, name: name)?.json else {
            throw .call("service \"\(name)\" not found")
        }
        let spec = service["spec"] ?? [:]
        if spec["type"]?.string == "ExternalName", let host = spec["externalName"]?.string {
            return Address(host: host, port: port)
        }
        guard let entry = spec["ports"]?.array?.first(where: { $0["port"]?.int == port }) else {
            throw .call("no service port \(port) found for service \"\(name)\"")
        }
        let portName = entry["name"]?.string ?? ""
        if let found = sliceAddress(namespace, name, portName) ?? endpointAddress(namespace, name, portName) {
            return found
        }
        if let host = spec["clusterIP"]?.string, !host.isEmpty, host != "None" {
            return Address(host: host, port: port)
        }
        throw .call("no endpoints available for service \"\(name)\"")
    }

    private func sliceAddress(_ namespace: String, _ name: String, _ portName: String) -> Address? {
        for slice in slices?.objects(namespace: namespace) ?? []
        where slice.labels["kubernetes.io/service-name"] == name {
            let json = slice.json
            guard let port = Self.port(portName, in: json["ports"]) else { continue }
            for endpoint in json["endpoints"]?.array ?? []
            where endpoint["conditions"]?["ready"]?.bool != false {
                if let host = endpoint["addresses"]?.array?.first?.string {
                    return Address(host: host, port: port)
                }
            }
        }
        return nil
    }

    private func endpointAddress(_ namespace: String, _ name: String, _ portName: String) -> Address? {
        for subset in endpoints?.object(namespace: namespace, name: name)?.json["subsets"]?.array ?? [] {
            guard let port = Self.port(portName, in: subset["ports"]),
                let host = subset["addresses"]?.array?.first?["ip"]?.string
            else { continue }
            return Address(host: host, port: port)
        }
        return nil
    }

    private static func port(_ name: String, in ports: JSON?) -> Int? {
        ports?.array?.first { ($0["name"]?.string ?? "") == name }?["port"]?.int
    }
}
