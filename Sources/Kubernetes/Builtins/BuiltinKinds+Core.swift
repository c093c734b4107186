import Bytes

extension BuiltinKinds {
    static let core: [BuiltinKind] = [
        BuiltinKind(
            "v1", "Namespace", "namespaces", short: ["ns"], scope: .cluster, subresources: ["status"],
            columns: [.name, .text("Status", ".status.phase"), .age],
            selectable: ResourceDefinition.SelectableField.paths(["status.phase"]), nameRule: .label),
        BuiltinKind(
            "v1", "Node", "nodes", short: ["no"], scope: .cluster, subresources: ["status"],
            columns: [
                .name, .cell("Status", NodeCells.status), .cell("Roles", NodeCells.roles), .age,
                .text("Version", ".status.nodeInfo.kubeletVersion"),
                .wide("Internal-IP", #".status.addresses[?(@.type=="InternalIP")].address"#),
                .wide("External-IP", #".status.addresses[?(@.type=="ExternalIP")].address"#),
                .wide("OS-Image", ".status.nodeInfo.osImage", absent: "<unknown>"),
                .wide("Kernel-Version", ".status.nodeInfo.kernelVersion", absent: "<unknown>"),
                .wide("Container-Runtime", ".status.nodeInfo.containerRuntimeVersion", absent: "<unknown>"),
            ],
            selectable: ["spec.unschedulable": .init("spec.unschedulable", absent: "false")]),
        BuiltinKind(
            "v1", "Pod", "pods", short: ["po"], categories: ["all"], subresources: ["status"],
            columns: [
                .name, .cell("Ready", PodCells.ready), .cell("Status", PodCells.status),
                .timed("Restarts", PodCells.restarts), .age, .wide("IP", ".status.podIP"),
                .wide("Node", ".spec.nodeName"), .wide("Nominated Node", ".status.nominatedNodeName"),
                .cell("Readiness Gates", priority: 1, PodCells.readinessGates),
            ],
            selectable: ResourceDefinition.SelectableField.paths([
                "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
                "status.phase", "status.podIP", "status.nominatedNodeName",
            ]).merging(["spec.hostNetwork": .init("spec.hostNetwork", absent: "false")]) { first, _ in first }
        ),
        BuiltinKind(
            "v1", "Service", "services", short: ["svc"], categories: ["all"], subresources: ["status"],
            columns: [
                .name, .text("Type", ".spec.type", absent: "ClusterIP"),
                .text("Cluster-IP", ".spec.clusterIP", absent: "<none>"),
                .cell("External-IP", ServiceCells.externalIP), .cell("Port(s)", ServiceCells.ports), .age,
                .cell("Selector", priority: 1) { MapCells.pairs($0["spec"]?["selector"]) },
            ],
            selectable: ResourceDefinition.SelectableField.paths(["spec.clusterIP", "spec.type"]),
            nameRule: .label1035),
        BuiltinKind(
            "v1", "Endpoints", "endpoints", short: ["ep"],
            columns: [.name, .cell("Endpoints", ServiceCells.endpoints), .age]),
        BuiltinKind(
            "v1", "ConfigMap", "configmaps", short: ["cm"],
            columns: [
                .name, .cell("Data", type: "integer") { MapCells.count($0, ["data", "binaryData"]) }, .age,
            ]),
        BuiltinKind(
            "v1", "Secret", "secrets",
            columns: [
                .name, .text("Type", ".type", absent: "Opaque"),
                .cell("Data", type: "integer") { MapCells.count($0, ["data"]) }, .age,
            ],
            selectable: ["type": .init("type", absent: "Opaque")]),
        BuiltinKind(
            "v1", "ServiceAccount", "serviceaccounts", short: ["sa"],
            columns: [.name, .cell("Secrets", type: "integer") { MapCells.count($0, ["secrets"]) }, .age]),
        BuiltinKind(
            "v1", "Event", "events", short: ["ev"],
            columns: EventCells.columns(object: "involvedObject", source: "source", message: "message"),
            selectable: ResourceDefinition.SelectableField.paths([
                "involvedObject.kind", "involvedObject.namespace", "involvedObject.name",
                "involvedObject.uid",
                "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath",
                "reason", "reportingComponent", "type",
            ]).merging(["source": .init("source.component")]) { first, _ in first }),
    ]

    static let storageOfCore: [BuiltinKind] = [
        BuiltinKind(
            "v1", "PersistentVolume", "persistentvolumes", short: ["pv"], scope: .cluster,
            subresources: ["status"],
            columns: [
                .name, .text("Capacity", ".spec.capacity.storage"),
                .cell("Access Modes") { VolumeCells.accessModes($0["spec"]) },
                .text("Reclaim Policy", ".spec.persistentVolumeReclaimPolicy"),
                .text("Status", ".status.phase"),
                .cell("Claim", VolumeCells.claim), .text("StorageClass", ".spec.storageClassName"),
                .text("VolumeAttributesClass", ".spec.volumeAttributesClassName", absent: "<unset>"),
                .text("Reason", ".status.reason"), .age,
                .wide("VolumeMode", ".spec.volumeMode", absent: "<unset>"),
            ]),
        BuiltinKind(
            "v1", "PersistentVolumeClaim", "persistentvolumeclaims", short: ["pvc"], subresources: ["status"],
            columns: [
                .name, .text("Status", ".status.phase"), .text("Volume", ".spec.volumeName"),
                .text("Capacity", ".status.capacity.storage"),
                .cell("Access Modes") { VolumeCells.accessModes($0["status"]) },
                .text("StorageClass", ".spec.storageClassName"),
                .text("VolumeAttributesClass", ".spec.volumeAttributesClassName", absent: "<unset>"), .age,
                .wide("VolumeMode", ".spec.volumeMode", absent: "<unset>"),
            ]),
        BuiltinKind(
            "v1", "ResourceQuota", "resourcequotas", short: ["quota"], subresources: ["status"],
            columns: [
                .name, .cell("Request") { VolumeCells.quota($0, limits: false) },
                .cell("Limit") { VolumeCells.quota($0, limits: true) }, .age,
            ]),
        BuiltinKind("v1", "LimitRange", "limitranges", short: ["limits"]),
        BuiltinKind(
            "v1", "PodTemplate", "podtemplates",
            columns: [.name] + WorkloadCells.containers(priority: 0, template: ["template"])
                + [.cell("Pod Labels") { MapCells.pairs($0["template"]?["metadata"]?["labels"]) }]),
    ]
}
