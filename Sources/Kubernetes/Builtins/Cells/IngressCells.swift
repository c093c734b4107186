import Bytes

/// The computed cells of ingresses and endpoint slices.
enum IngressCells {
    static func hosts(_ ingress: Object) -> JSON {
        let hosts = (ingress["spec"]?["rules"]?.array ?? []).compactMap { $0["host"]?.string }.filter {
            !$0.isEmpty
        }
        return hosts.isEmpty ? "*" : MapCells.list(hosts, limit: 3)
    }

    static func address(_ ingress: Object) -> JSON {
        let points = ingress["status"]?["loadBalancer"]?["ingress"]?.array ?? []
        return .string(points.compactMap { ($0["ip"] ?? $0["hostname"])?.string }.joined(separator: ","))
    }

    static func parameters(_ ingressClass: Object) -> JSON {
        guard let parameters = ingressClass["spec"]?["parameters"] else { return "<none>" }
        let group = parameters["apiGroup"]?.string.map { ".\($0)" } ?? ""
        return .string("\(parameters["kind"]?.string ?? "")\(group)/\(parameters["name"]?.string ?? "")")
    }

    static func slicePorts(_ slice: Object) -> JSON {
        let ports = (slice["ports"]?.array ?? []).map { $0["port"]?.int.map(String.init) ?? "*" }
        return ports.isEmpty ? "<unset>" : MapCells.list(ports, limit: 3)
    }

    static func sliceEndpoints(_ slice: Object) -> JSON {
        let addresses = (slice["endpoints"]?.array ?? []).flatMap {
            $0["addresses"]?.array?.compactMap(\.string) ?? []
        }
        return addresses.isEmpty ? "<unset>" : MapCells.list(addresses, limit: 3)
    }
}
