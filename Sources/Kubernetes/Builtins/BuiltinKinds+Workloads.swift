import Bytes

extension BuiltinKinds {
    static let workloads: [BuiltinKind] = [
        BuiltinKind(
            "v1", "ReplicationController", "replicationcontrollers", short: ["rc"], categories: ["all"],
            subresources: ["status", "scale"], columns: replicaColumns,
            selectable: ["status.replicas": .init("status.replicas", absent: "0")]),
        BuiltinKind(
            "apps/v1", "Deployment", "deployments", short: ["deploy"], categories: ["all"],
            subresources: ["status", "scale"],
            columns: [
                .name,
                .cell("Ready") {
                    WorkloadCells.ratio($0["status"]?["readyReplicas"], $0["spec"]?["replicas"])
                },
                .number("Up-to-date", ".status.updatedReplicas"),
                .number("Available", ".status.availableReplicas"),
                .age,
            ] + WorkloadCells.containersAndSelector),
        BuiltinKind(
            "apps/v1", "DaemonSet", "daemonsets", short: ["ds"], categories: ["all"],
            subresources: ["status"],
            columns: [
                .name, .number("Desired", ".status.desiredNumberScheduled"),
                .number("Current", ".status.currentNumberScheduled"), .number("Ready", ".status.numberReady"),
                .number("Up-to-date", ".status.updatedNumberScheduled"),
                .number("Available", ".status.numberAvailable"),
                .cell("Node Selector") { MapCells.pairs($0["spec"]?["template"]?["spec"]?["nodeSelector"]) },
                .age,
            ] + WorkloadCells.containersAndSelector),
        BuiltinKind(
            "apps/v1", "StatefulSet", "statefulsets", short: ["sts"], categories: ["all"],
            subresources: ["status", "scale"],
            columns: [
                .name,
                .cell("Ready") {
                    WorkloadCells.ratio($0["status"]?["readyReplicas"], $0["spec"]?["replicas"])
                },
                .age,
            ] + WorkloadCells.containers(priority: 1, template: ["spec", "template"])),
        BuiltinKind(
            "apps/v1", "ReplicaSet", "replicasets", short: ["rs"], categories: ["all"],
            subresources: ["status", "scale"], columns: replicaColumns,
            selectable: ["status.replicas": .init("status.replicas", absent: "0")]),
        BuiltinKind(
            "apps/v1", "ControllerRevision", "controllerrevisions",
            columns: [
                .name, .cell("Controller", WorkloadCells.controller), .number("Revision", ".revision"), .age,
            ]),
        BuiltinKind(
            "batch/v1", "Job", "jobs", categories: ["all"], subresources: ["status"],
            columns: [
                .name, .cell("Status", JobCells.status), .cell("Completions", JobCells.completions),
                .timed("Duration", JobCells.duration), .age,
            ] + WorkloadCells.containersAndSelector,
            selectable: ["status.successful": .init("status.succeeded", absent: "0")]),
        BuiltinKind(
            "batch/v1", "CronJob", "cronjobs", short: ["cj"], categories: ["all"], subresources: ["status"],
            columns: [
                .name, .text("Schedule", ".spec.schedule"),
                .text("Timezone", ".spec.timeZone", absent: "<none>"),
                .cell("Suspend") { $0["spec"]?["suspend"]?.bool == true ? "True" : "False" },
                .cell("Active", type: "integer") { MapCells.count($0["status"], ["active"]) },
                .timed("Last Schedule", JobCells.lastSchedule), .age,
            ] + WorkloadCells.containers(priority: 1, template: ["spec", "jobTemplate", "spec", "template"])
                + [.cell("Selector", priority: 1) { _ in "<none>" }]),
        BuiltinKind(
            "policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", short: ["pdb"],
            subresources: ["status"],
            columns: [
                .name, .text("Min Available", ".spec.minAvailable", absent: "N/A"),
                .text("Max Unavailable", ".spec.maxUnavailable", absent: "N/A"),
                .number("Allowed Disruptions", ".status.disruptionsAllowed"), .age,
            ]),
        BuiltinKind(
            "scheduling.k8s.io/v1", "PriorityClass", "priorityclasses", short: ["pc"], scope: .cluster,
            columns: [
                .name, .number("Value", ".value"), .flag("Global-Default", ".globalDefault"), .age,
                .text("PreemptionPolicy", ".preemptionPolicy", absent: "PreemptLowerPriority"),
            ]),
        BuiltinKind(
            "node.k8s.io/v1", "RuntimeClass", "runtimeclasses", scope: .cluster,
            columns: [.name, .text("Handler", ".handler"), .age]),
    ]

    private static let replicaColumns: [PrinterColumn] =
        [
            .name, .number("Desired", ".spec.replicas"), .number("Current", ".status.replicas"),
            .number("Ready", ".status.readyReplicas"), .age,
        ] + WorkloadCells.containersAndSelector
}
