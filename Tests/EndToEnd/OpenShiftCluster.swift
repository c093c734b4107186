import Foundation
import Testing

/// The content for OpenShift and for its nodes' system, where the other content is.
enum OpenShiftContent {
    private static let folder = URL(fileURLWithPath: Content.path).deletingLastPathComponent().path
    /// The data stream about clusters.
    static let platform = "\(folder)/ssg-ocp4-ds.xml"
    /// The data stream about nodes.
    static let node = "\(folder)/ssg-rhcos4-ds.xml"
    /// Whether both are here.
    static var isPresent: Bool {
        [platform, node].allSatisfy { FileManager.default.isReadableFile(atPath: $0) }
    }
}

/// A node of OpenShift: a few files that say what it is, and some that break rules.
struct CoreOSNode {
    let root = TemporaryFolder.path()

    init() throws {
        let files = [
            "etc/os-release":
                "NAME=\"Red Hat Enterprise Linux CoreOS\"\nID=\"rhcos\"\nVERSION_ID=\"4.16\"\n"
                + "OPENSHIFT_VERSION=\"4.16\"\n",
            "etc/kubernetes/kubelet.conf": "kind: KubeletConfiguration\n",
            "etc/ssh/sshd_config": "PermitRootLogin yes\nPermitEmptyPasswords yes\n",
            "etc/login.defs": "PASS_MAX_DAYS 99999\nENCRYPT_METHOD SHA512\n",
            "etc/passwd": "root:x:0:0:root:/root:/bin/bash\n",
            "etc/group": "root:x:0:\n",
            "etc/shadow": "root:*:19000:0:99999:7:::\n",
        ]
        for (name, text) in files {
            let path = "\(root)/\(name)"
            try FileManager.default.createDirectory(
                atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
                withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        }
    }

    /// The arguments that make `martlet up` look after this node with OpenShift's content.
    var arguments: [String] {
        ["--host-root", root, "--content", OpenShiftContent.platform, "--content", OpenShiftContent.node]
    }
}

/// As much of an OpenShift cluster as its content asks for first: which version, where and with which network, and
/// how the API server keeps its audit log.
enum OpenShiftCluster {
    /// The definitions of the kinds.
    static let definitions = [
        definition("ClusterOperator", "clusteroperators", hasStatus: true),
        definition("Infrastructure", "infrastructures"), definition("Network", "networks"),
        definition("APIServer", "apiservers"),
    ].joined(separator: "\n---\n")

    private static func definition(_ kind: String, _ plural: String, hasStatus: Bool = false) -> String {
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: \(plural).config.openshift.io}
        spec:
          group: config.openshift.io
          scope: Cluster
          names: {kind: \(kind), plural: \(plural), singular: \(kind.lowercased())}
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {\(hasStatus ? "status: {}" : "")}
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
        """
    }

    /// The objects.
    static let objects = """
        apiVersion: config.openshift.io/v1
        kind: ClusterOperator
        metadata: {name: openshift-apiserver}
        ---
        apiVersion: config.openshift.io/v1
        kind: Infrastructure
        metadata: {name: cluster}
        status: {platform: None, controlPlaneTopology: HighlyAvailable}
        ---
        apiVersion: config.openshift.io/v1
        kind: Network
        metadata: {name: cluster}
        spec: {networkType: OVNKubernetes}
        status: {networkType: OVNKubernetes}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: openshift-apiserver}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: config, namespace: openshift-apiserver}
        data:
          config.yaml: |
            {"apiServerArguments": {"audit-log-maxbackup": ["10"], "audit-log-maxsize": ["100"]}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: without-quota}
        """

    /// What the operator writes into its status, which `apply` does not.
    static let version = #"{"status":{"versions":[{"name":"operator","version":"4.16.3"}]}}"#

    /// Puts everything into a cluster.
    static func create(with kubectl: Kubectl) async throws {
        let defined = try await kubectl("apply", "-f", "-", input: definitions)
        try #require(defined.status == 0, "\(defined)")
        let served = try await kubectl("wait", "--for=condition=Established", "crd", "--all")
        try #require(served.status == 0, "\(served)")
        let made = try await kubectl("apply", "-f", "-", input: objects)
        try #require(made.status == 0, "\(made)")
        let known = try await kubectl(
            "patch", "clusteroperator", "openshift-apiserver", "--subresource=status", "--type=merge", "-p",
            version)
        try #require(known.status == 0, "\(known)")
    }
}
