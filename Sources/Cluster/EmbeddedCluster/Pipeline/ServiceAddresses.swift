import Bytes
import Kubernetes

/// Gives services the addresses and node ports that kube-apiserver would: 10.96.0.0/12 and 30000 to 32767.
///
/// Nothing routes them here. Clients expect them to be there, to be unlike and to stay.
struct ServiceAddresses {
    private let cluster: EmbeddedCluster

    init(_ cluster: EmbeddedCluster) { self.cluster = cluster }

    /// Completes a new service.
    func assign(_ service: inout Object) {
        guard var spec = service["spec"], spec["type"] != "ExternalName" else { return }
        let taken = taken()
        if spec["clusterIP"]?.string?.isEmpty != false {
            spec["clusterIP"] = .string(Self.address(besides: taken.addresses))
        }
        complete(&spec, taken.ports)
        service["spec"] = spec
    }

    /// Who replaces a service need not repeat what the server gave.
    func keep(_ service: inout Object, from current: Object) {
        guard var spec = service["spec"] else { return }
        if spec["type"] == "ExternalName" {
            for member in ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"] { spec[member] = nil }
            service["spec"] = spec
            return
        }
        for member in ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"]
        where spec[member] == nil || spec[member] == "" {
            spec[member] = current["spec"]?[member]
        }
        let old = current["spec"]?["ports"]?.array ?? []
        if let ports = spec["ports"]?.array {
            spec["ports"] = .array(
                ports.map { port in
                    guard port["nodePort"] == nil, Self.hasNodePorts(spec) else { return port }
                    let same = old.first { $0["port"] == port["port"] && $0["protocol"] == port["protocol"] }
                    var port = port
                    port["nodePort"] = same?["nodePort"]
                    return port
                })
        }
        service["spec"] = spec
        let isComplete =
            spec["clusterIP"] != nil
            && (!Self.hasNodePorts(spec)
                || spec["ports"]?.array?.allSatisfy { $0["nodePort"] != nil } ?? true)
        if !isComplete { assign(&service) }
    }

    private func complete(_ spec: inout JSON, _ taken: Set<Int>) {
        if spec["clusterIPs"] == nil { spec["clusterIPs"] = .array([spec["clusterIP"] ?? ""]) }
        if spec["ipFamilies"] == nil { spec["ipFamilies"] = ["IPv4"] }
        if spec["ipFamilyPolicy"] == nil { spec["ipFamilyPolicy"] = "SingleStack" }
        guard Self.hasNodePorts(spec), let ports = spec["ports"]?.array else { return }
        var taken = taken
        spec["ports"] = .array(
            ports.map { port in
                guard port["nodePort"] == nil else { return port }
                var port = port
                let free = Self.nodePort(besides: taken)
                taken.insert(free)
                port["nodePort"] = .int(Int64(free))
                return port
            })
    }

    private static func hasNodePorts(_ spec: JSON) -> Bool {
        spec["type"] == "NodePort"
            || spec["type"] == "LoadBalancer" && spec["allocateLoadBalancerNodePorts"]?.bool != false
    }

    private func taken() -> (addresses: Set<String>, ports: Set<Int>) {
        var addresses: Set<String> = []
        var ports: Set<Int> = []
        guard let services = cluster.resource(group: "", version: "v1", plural: "services") else {
            return (addresses, ports)
        }
        for stored in cluster.cache(services).snapshot().objects.objects() {
            let spec = stored.document?.root["spec"]
            if let address = spec?["clusterIP"].string { addresses.insert(address) }
            for port in spec?["ports"].elements ?? [] {
                if let number = port["nodePort"].int { ports.insert(number) }
            }
        }
        return (addresses, ports)
    }

    /// A free address at random: a million of them are enough to find one soon.
    private static func address(besides taken: Set<String>) -> String {
        for _ in 0..<64 {
            let number = Int.random(in: 2...0xF_FFFE)
            let text = "10.\(96 + (number >> 16)).\(number >> 8 & 0xFF).\(number & 0xFF)"
            if !taken.contains(text) { return text }
        }
        return "None"
    }

    private static func nodePort(besides taken: Set<Int>) -> Int {
        let start = Int.random(in: 30000...32767)
        let range = Array(start...32767) + Array(30000..<start)
        return range.first { !taken.contains($0) } ?? start
    }
}
