import Foundation
import Testing

@Suite("The manifests of deploy/", .enabled(if: Kubectl.isPresent, "needs the built martlet and kubectl"))
struct DeployTests {
    @Test("base renders, and a cluster takes every object under strict validation")
    func base() async throws {
        let server = try await MartletProcess()
        defer { server.killNow() }
        let kubectl = Kubectl(server)
        let applied = try await kubectl(
            "apply", "--server-side", "--validate=strict", "-k", Self.folder("base"))
        #expect(applied.status == 0, "\(applied)")
        for made in [
            "deployment.apps/martlet-operator", "daemonset.apps/martlet-agent", "networkpolicy",
            "poddisruptionbudget", "fileintegrities.fileintegrity.openshift.io",
            "fileintegritynodestatuses.fileintegrity.openshift.io",
        ] {
            #expect(applied.output.contains(made), "\(made)")
        }
    }

    @Test("the OpenShift overlay adds the agent's constraints and the right to use them")
    func openshift() async throws {
        let rendered = try await Kubectl(try await MartletProcess.shared())(
            "kustomize", Self.folder("openshift"))
        #expect(rendered.status == 0, "\(rendered)")
        #expect(rendered.output.contains("kind: SecurityContextConstraints"))
        #expect(rendered.output.contains("allowPrivilegedContainer: false"))
        #expect(rendered.output.contains("kind: DaemonSet"))
        #expect(rendered.output.contains("name: martlet-platform-scans"))
    }

    @Test("the monitoring overlay adds the alert and a ServiceMonitor that finds the operator's Service")
    func monitoring() async throws {
        let rendered = try await Kubectl(try await MartletProcess.shared())(
            "kustomize", Self.folder("monitoring"))
        #expect(rendered.status == 0, "\(rendered)")
        let documents = rendered.output.components(separatedBy: "\n---\n")
        func document(_ kind: String) -> String {
            documents.first { $0.contains("\nkind: \(kind)\n") || $0.hasPrefix("kind: \(kind)\n") } ?? ""
        }
        #expect(rendered.output.contains("alert: NonCompliant"))
        #expect(rendered.output.contains("alert: NodeHasIntegrityFailure"))
        #expect(document("PrometheusRule").contains("namespace: openshift-compliance"))
        let labels = ["app.kubernetes.io/component: operator", "app.kubernetes.io/name: martlet"]
        for label in labels {
            #expect(document("ServiceMonitor").contains(label))
            #expect(document("Service").contains(label))
        }
        #expect(document("ServiceMonitor").contains("port: metrics"))
        #expect(document("Service").contains("name: metrics"))
    }

    @Test("no role has a wildcard, and no one may read Secrets")
    func leastPrivilege() async throws {
        let rendered = try await Kubectl(try await MartletProcess.shared())(
            "kustomize", Self.folder("openshift"))
        #expect(!rendered.output.contains("- '*'"))
        #expect(!rendered.output.contains("- secrets"))
    }

    @Test("the agent may write one folder of its node, and it is not where static pods are made")
    func agentMounts() async throws {
        let rendered = try await Kubectl(try await MartletProcess.shared())(
            "kustomize", Self.folder("base"))
        let agent = rendered.output.components(separatedBy: "\n---\n").first {
            $0.contains("kind: DaemonSet")
        }
        let mounts = try #require(agent).components(separatedBy: "mountPath: ").dropFirst()
        #expect(mounts.count == 2)
        #expect(mounts.count { $0.contains("readOnly: true") } == 1)
        #expect(agent?.contains("path: /var/lib/martlet\n") == true)
        #expect(agent?.contains("/etc/kubernetes") == false)
    }

    private static func folder(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "deploy/\(name)").path
    }
}
