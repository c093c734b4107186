import Bytes

extension BuiltinKinds {
    static let networking: [BuiltinKind] = [
        BuiltinKind(
            "networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", short: ["netpol"],
            columns: [.name, .cell("Pod-Selector") { MapCells.selector($0["spec"]?["podSelector"]) }, .age]),
        BuiltinKind(
            "networking.k8s.io/v1", "Ingress", "ingresses", short: ["ing"], subresources: ["status"],
            columns: [
                .name, .text("Class", ".spec.ingressClassName", absent: "<none>"),
                .cell("Hosts", IngressCells.hosts), .cell("Address", IngressCells.address),
                .cell("Ports") { $0["spec"]?["tls"]?.array?.isEmpty == false ? "80, 443" : "80" }, .age,
            ]),
        BuiltinKind(
            "networking.k8s.io/v1", "IngressClass", "ingressclasses", scope: .cluster,
            columns: [
                .name, .text("Controller", ".spec.controller"), .cell("Parameters", IngressCells.parameters),
                .age,
            ]),
        BuiltinKind(
            "discovery.k8s.io/v1", "EndpointSlice", "endpointslices",
            columns: [
                .name, .text("AddressType", ".addressType"), .cell("Ports", IngressCells.slicePorts),
                .cell("Endpoints", IngressCells.sliceEndpoints), .age,
            ]),
    ]

    static let storage: [BuiltinKind] = [
        BuiltinKind(
            "storage.k8s.io/v1", "StorageClass", "storageclasses", short: ["sc"], scope: .cluster,
            columns: [
                .cell("Name", VolumeCells.className), .text("Provisioner", ".provisioner"),
                .text("ReclaimPolicy", ".reclaimPolicy", absent: "Delete"),
                .text("VolumeBindingMode", ".volumeBindingMode", absent: "<unset>"),
                .flag("AllowVolumeExpansion", ".allowVolumeExpansion"), .age,
            ]),
        BuiltinKind(
            "storage.k8s.io/v1", "VolumeAttachment", "volumeattachments", scope: .cluster,
            subresources: ["status"],
            columns: [
                .name, .text("Attacher", ".spec.attacher"), .text("PV", ".spec.source.persistentVolumeName"),
                .text("Node", ".spec.nodeName"), .flag("Attached", ".status.attached"), .age,
            ]),
        BuiltinKind(
            "storage.k8s.io/v1", "CSIDriver", "csidrivers", scope: .cluster,
            columns: [
                .name, .flag("AttachRequired", ".spec.attachRequired", absent: true),
                .flag("PodInfoOnMount", ".spec.podInfoOnMount"),
                .flag("StorageCapacity", ".spec.storageCapacity"),
                .cell("TokenRequests", VolumeCells.tokenRequests),
                .flag("RequiresRepublish", ".spec.requiresRepublish"),
                .cell("Modes", VolumeCells.lifecycleModes), .age,
            ]),
        BuiltinKind(
            "storage.k8s.io/v1", "CSINode", "csinodes", scope: .cluster,
            columns: [
                .name, .cell("Drivers", type: "integer") { MapCells.count($0["spec"], ["drivers"]) }, .age,
            ]),
    ]
}
