import Bytes

extension ClusterDump {
    /// Everything that the cluster says.
    var objects: [DumpedObject] {
        configuration + apiServer + workloads + nodes
    }

    private func object(_ apiVersion: String, _ kind: String, _ name: String, _ more: JSON = [:]) -> JSON {
        var object: JSON = [
            "apiVersion": .string(apiVersion), "kind": .string(kind),
            "metadata": ["name": .string(name), "resourceVersion": "1", "uid": .string("uid-\(name)")],
        ]
        if let members = more.object { for (member, value) in members { object[member] = value } }
        return object
    }

    private func list(_ apiVersion: String, _ kind: String, _ items: [JSON]) -> JSON {
        [
            "apiVersion": .string(apiVersion), "kind": .string("\(kind)List"), "metadata": [:],
            "items": .array(items),
        ]
    }

    private var configuration: [DumpedObject] {
        let group = "config.openshift.io"
        func config(_ plural: String, _ kind: String, _ name: String, _ more: JSON) -> DumpedObject {
            .cluster(group, "v1", "\(plural)/\(name)", object("\(group)/v1", kind, name, more))
        }
        let versions: JSON = [
            ["name": "operator", "version": .string(version)],
            ["name": "openshift-apiserver", "version": .string(version)],
        ]
        return [
            config(
                "clusteroperators", "ClusterOperator", "openshift-apiserver",
                ["status": ["versions": versions]]),
            config(
                "infrastructures", "Infrastructure", "cluster",
                ["status": ["platform": "AWS", "controlPlaneTopology": "HighlyAvailable"]]),
            config("networks", "Network", "cluster", ["status": ["networkType": "OVNKubernetes"]]),
            config(
                "clusterversions", "ClusterVersion", "version",
                [
                    "status": [
                        "conditions": [["type": "Available", "status": "True"]],
                        "history": [
                            ["state": "Completed", "verified": true],
                            ["state": "Completed", "verified": true],
                        ],
                    ]
                ]),
            config(
                "oauths", "OAuth", "cluster",
                [
                    "spec": [
                        "identityProviders": [["name": "ldap", "type": "LDAP"]],
                        "tokenConfig": ["accessTokenMaxAgeSeconds": 28800],
                    ]
                ]),
            config(
                "apiservers", "APIServer", "cluster",
                [
                    "spec": [
                        "audit": ["profile": "WriteRequestBodies"],
                        "encryption": ["type": isHardened ? "aescbc" : "identity"],
                    ]
                ]),
            config("images", "Image", "cluster", ["spec": ["allowedRegistriesForImport": []]]),
            config("projects", "Project", "cluster", ["spec": [:]]),
        ]
    }

    private var apiServer: [DumpedObject] {
        let arguments: JSON = [
            "anonymous-auth": ["false"], "authorization-mode": ["Scope", "SystemMasters", "RBAC", "Node"],
            "audit-log-maxbackup": ["10"], "audit-log-maxsize": [isHardened ? "100" : "1"],
            "client-ca-file": ["/etc/kubernetes/static-pod-certs/configmaps/client-ca/ca-bundle.crt"],
            "enable-admission-plugins": ["NodeRestriction", "ServiceAccount", "NamespaceLifecycle"],
            "etcd-cafile": ["/etc/kubernetes/static-pod-resources/configmaps/etcd-serving-ca/ca-bundle.crt"],
            "kubelet-certificate-authority": [
                "/etc/kubernetes/static-pod-resources/configmaps/kubelet-serving-ca/ca-bundle.crt"
            ], "service-account-lookup": ["true"],
            "tls-cert-file": [
                "/etc/kubernetes/static-pod-certs/secrets/service-network-serving-certkey/tls.crt"
            ],
        ]
        let config: JSON = ["apiServerArguments": arguments, "auditConfig": ["enabled": true]]
        func configMap(_ namespace: String, _ name: String, _ text: String) -> DumpedObject {
            .namespaced(
                "", "v1", namespace, "configmaps/\(name)",
                object("v1", "ConfigMap", name, ["data": ["config.yaml": .string(text)]]))
        }
        let manager: JSON = [
            "extendedArguments": [
                "feature-gates": ["RotateKubeletServerCertificate=true"], "port": ["0"],
                "root-ca-file": ["/etc/kubernetes/ca.crt"], "secure-port": ["10257"],
                "service-account-private-key-file": ["/etc/kubernetes/sa.key"],
                "use-service-account-credentials": ["true"],
            ]
        ]
        return [
            configMap("openshift-kube-apiserver", "config", config.text),
            configMap("openshift-apiserver", "config", config.text),
            configMap("openshift-kube-controller-manager", "config", manager.text),
            DumpedObject(
                path: "/version", gatheredFile: nil,
                value: ["major": "1", "minor": "29", "gitVersion": "v1.29.6"]),
        ]
    }

    private var workloads: [DumpedObject] {
        let namespaces = ["default", "kube-system", "openshift-etcd"] + (0..<5).map { "team-\($0)" }
        let group = "rbac.authorization.k8s.io"
        let binding: JSON = ["subjects": [["kind": "Group", "name": "system:authenticated"]]]
        var objects: [DumpedObject] = [
            .cluster(
                "", "v1", "namespaces",
                list("v1", "Namespace", namespaces.map { object("v1", "Namespace", $0) })),
            .cluster(
                group, "v1", "clusterrolebindings",
                list(
                    "\(group)/v1", "ClusterRoleBinding",
                    [object("\(group)/v1", "ClusterRoleBinding", "basic", binding)])),
        ]
        for place in 0..<5 {
            let mine = stride(from: place, to: pods, by: 5).map { pod(index: $0, namespace: "team-\(place)") }
            objects.append(
                .namespaced("", "v1", "team-\(place)", "pods", list("v1", "Pod", mine)))
        }
        return objects
    }

    private func pod(index: Int, namespace: String) -> JSON {
        var pod = object(
            "v1", "Pod", "app-\(index)",
            [
                "spec": [
                    "containers": [
                        [
                            "name": "app", "image": "registry.example/app:1", "command": ["/app", "--serve"],
                            "resources": ["requests": ["cpu": "10m", "memory": "64Mi"]],
                            "securityContext": ["allowPrivilegeEscalation": false, "runAsNonRoot": true],
                        ]
                    ], "nodeName": .string("worker-\(index % max(1, workers))"),
                ], "status": ["phase": "Running", "podIP": "10.0.0.1"],
            ])
        pod["metadata"]?["namespace"] = .string(namespace)
        pod["metadata"]?["labels"] = ["app": .string("app-\(index % 7)"), "tier": "web"]
        return pod
    }

    private var nodes: [DumpedObject] {
        let names =
            (0..<3).map { ("master-\($0)", "master") } + (0..<workers).map { ("worker-\($0)", "worker") }
        let items = names.map { name, role in
            var node = object(
                "v1", "Node", name,
                [
                    "spec": role == "master"
                        ? ["taints": [["key": "node-role.kubernetes.io/master", "effect": "NoSchedule"]]]
                        : [:],
                    "status": [
                        "nodeInfo": ["architecture": "amd64", "kubeletVersion": "v1.29.6"],
                        "images": .array(
                            (0..<40).map {
                                ["names": [.string("registry.example/image:\($0)")], "sizeBytes": 1_000_000]
                            }),
                    ],
                ])
            var labels: JSON = ["kubernetes.io/arch": "amd64"]
            labels["node-role.kubernetes.io/\(role)"] = ""
            node["metadata"]?["labels"] = labels
            return node
        }
        return [.cluster("", "v1", "nodes", list("v1", "Node", items))]
            + names.enumerated().map { place, entry in
                var kubelet: JSON = [
                    "authentication": ["anonymous": ["enabled": false]], "eventRecordQPS": 50,
                    "rotateCertificates": true, "tlsMinVersion": "VersionTLS12",
                ]
                if hasDissenter, place == names.count - 1 { kubelet["eventRecordQPS"] = 0 }
                return DumpedObject(
                    path: "/api/v1/nodes/\(entry.0)/proxy/configz", gatheredFile: nil,
                    value: ["kubeletconfig": kubelet])
            }
    }
}
