import Bytes

/// The computed cells of services and endpoints.
enum ServiceCells {
    static func externalIP(_ service: Object) -> JSON {
        let spec = service["spec"]
        let external = spec?["externalIPs"]?.array?.compactMap(\.string) ?? []
        switch spec?["type"]?.string {
        case "ExternalName": return spec?["externalName"] ?? ""
        case "LoadBalancer":
            let ingress = service["status"]?["loadBalancer"]?["ingress"]?.array ?? []
            let addresses = ingress.compactMap { ($0["ip"] ?? $0["hostname"])?.string }
            return (addresses + external).isEmpty ? "<pending>" : MapCells.list(addresses + external)
        default: return MapCells.list(external)
        }
    }

    static func ports(_ service: Object) -> JSON {
        MapCells.list(
            (service["spec"]?["ports"]?.array ?? []).map { port in
                let number = port["port"]?.int ?? 0
                let transport = port["protocol"]?.string ?? "TCP"
                guard let node = port["nodePort"]?.int, node > 0 else { return "\(number)/\(transport)" }
                return "\(number):\(node)/\(transport)"
            })
    }

    static func endpoints(_ endpoints: Object) -> JSON {
        let all = (endpoints["subsets"]?.array ?? []).flatMap { subset in
            let addresses = subset["addresses"]?.array?.compactMap { $0["ip"]?.string } ?? []
            guard let ports = subset["ports"]?.array, !ports.isEmpty else { return addresses }
            return ports.flatMap { port in
                addresses.map {
                    $0.contains(":") ? "[\($0)]:\(port["port"]?.int ?? 0)" : "\($0):\(port["port"]?.int ?? 0)"
                }
            }
        }
        return MapCells.list(all, limit: 3)
    }
}
