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
            "poddisruptionbudget",
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

    @Test("no role has a wildcard, and no one may read Secrets")
    func leastPrivilege() async throws {
        let rendered = try await Kubectl(try await MartletProcess.shared())(
            "kustomize", Self.folder("openshift"))
        #expect(!rendered.output.contains("- '*'"))
        #expect(!rendered.output.contains("- secrets"))
    }

    private static func folder(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "deploy/\(name)").path
    }
}
