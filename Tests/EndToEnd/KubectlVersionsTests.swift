import Foundation
import Testing

/// The same commands by three kubectls that lie five years apart: the oldest knows neither aggregated discovery
/// nor OpenAPI v3, the newest sends protobuf bodies and streaming lists.
@Suite(
    "kubectl of three ages",
    .enabled(if: !KubectlVersion.present.isEmpty, "needs MARTLET_KUBECTL_OLD and _NEW; make test sets them"))
struct KubectlVersionsTests {
    @Test("every everyday command ends as on a kube-apiserver", arguments: KubectlVersion.present)
    func everyday(_ version: KubectlVersion) async throws {
        let session = try await KubectlSession(version)
        for step in KubectlStep.everyday where version.minor >= step.since {
            let outcome = try await session.run(step)
            #expect(outcome.status == step.status, "\(version.minor) \(step.command): \(outcome)")
            let printed = outcome.output + outcome.error
            #expect(
                step.prints.isEmpty || printed.contains(step.prints),
                "\(version.minor) \(step.command): \(outcome)")
        }
    }
}

/// A kubectl of one minor version.
struct KubectlVersion: Sendable, CustomTestStringConvertible {
    var minor: Int
    var path: String
    var testDescription: String { "1.\(minor)" }

    /// Those that this machine has.
    static let present: [KubectlVersion] = {
        let environment = ProcessInfo.processInfo.environment
        let named = [
            (20, environment["MARTLET_KUBECTL_OLD"]), (32, environment["MARTLET_KUBECTL"]),
            (36, environment["MARTLET_KUBECTL_NEW"]),
        ]
        guard MartletProcess.binary != nil else { return [] }
        return named.compactMap { minor, path in
            path.flatMap {
                FileManager.default.isExecutableFile(atPath: $0) ? Self(minor: minor, path: $0) : nil
            }
        }
    }()
}

/// One kubectl in a namespace and a folder of its own on the shared server.
private struct KubectlSession {
    private let command: Command
    private let namespace: String

    init(_ version: KubectlVersion) async throws {
        let server = try await MartletProcess.shared()
        namespace = "everyday-\(version.minor)"
        let home = "\(server.stateDirectory)/\(namespace)"
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        command = Command(
            path: version.path,
            environment: ["KUBECONFIG": server.kubeconfig, "HOME": home, "PATH": "/usr/bin:/bin"])
        let made = try await command.run(["create", "namespace", namespace])
        try #require(made.status == 0, "\(made)")
    }

    func run(_ step: KubectlStep) async throws -> Command.Outcome {
        try await command.run(["-n", namespace] + step.arguments, input: step.input)
    }
}

/// A command with how it must end.
private struct KubectlStep: Sendable {
    var command: String
    var input = ""
    /// The exit code.
    var status: Int32 = 0
    /// Something that the output or the error must say.
    var prints = ""
    /// The first minor version of kubectl that knows the command.
    var since = 0

    init(_ command: String, input: String = "", status: Int32 = 0, prints: String = "", since: Int = 0) {
        self.command = command
        self.input = input
        self.status = status
        self.prints = prints
        self.since = since
    }

    /// The command's words; `'` keeps words together.
    var arguments: [String] {
        command.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap { index, part in
            index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
        }
    }

    private static func map(_ value: String) -> String {
        #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"applied"},"data":{"key":"\#(value)"}}"#
    }

    static let everyday: [KubectlStep] = [
        KubectlStep("version", prints: "v1."),
        KubectlStep("api-resources", prints: "configmaps"),
        KubectlStep("create configmap made --from-literal=key=value", prints: "configmap/made created"),
        KubectlStep("create configmap made", status: 1, prints: "already exists"),
        KubectlStep("create secret generic hidden --from-literal=key=value", prints: "secret/hidden created"),
        KubectlStep("create deployment web --image=example.org/web:1", prints: "deployment.apps/web created"),
        KubectlStep("run single --image=example.org/web:1 --restart=Never", prints: "pod/single created"),
        KubectlStep("get all", prints: "deployment.apps/web"),
        KubectlStep("get pods -o wide", prints: "NOMINATED NODE"),
        KubectlStep("describe deployment web", prints: "StrategyType:           RollingUpdate"),
        KubectlStep("describe pod single", prints: "example.org/web:1"),
        KubectlStep("scale deployment web --replicas=3", prints: "deployment.apps/web scaled"),
        KubectlStep("get deployment web -o 'jsonpath={.spec.replicas}'", prints: "3"),
        KubectlStep("set image deployment/web web=example.org/web:2", prints: "image updated"),
        KubectlStep("rollout history deployment/web", prints: "deployment.apps/web"),
        KubectlStep("rollout restart deployment/web", prints: "restarted"),
        KubectlStep("rollout status deployment/web --timeout=1s", status: 1, prints: "timed out"),
        KubectlStep("expose deployment web --port=80", prints: "service/web exposed"),
        KubectlStep("label configmap made tier=front", prints: "configmap/made labeled"),
        KubectlStep("annotate configmap made note=yes", prints: "configmap/made annotated"),
        KubectlStep("get configmaps -l tier=front -o name", prints: "configmap/made"),
        KubectlStep(
            "patch configmap made -p '{\"data\":{\"more\":\"1\"}}'", prints: "configmap/made patched"),
        KubectlStep("apply -f -", input: map("1"), prints: "configmap/applied created"),
        KubectlStep("apply -f -", input: map("1"), prints: "configmap/applied unchanged"),
        KubectlStep("diff -f -", input: map("2"), status: 1, prints: "key: \"2\""),
        KubectlStep("apply -f -", input: map("2"), prints: "configmap/applied configured"),
        KubectlStep("apply --server-side -f -", input: map("3"), prints: "serverside-applied", since: 22),
        KubectlStep(
            "apply --server-side -f - --field-manager=other", input: map("4"), status: 1, prints: "conflict"),
        KubectlStep("replace -f -", input: map("5"), prints: "configmap/applied replaced"),
        KubectlStep(
            "wait '--for=jsonpath={.data.key}=5' configmap/applied --timeout=30s", prints: "condition met",
            since: 23),
        KubectlStep("explain pod.spec.containers", prints: "image"),
        KubectlStep("explain deployment --recursive", prints: "revisionHistoryLimit"),
        KubectlStep("logs single"),
        KubectlStep("logs none", status: 1, prints: "pods \"none\" not found"),
        KubectlStep("exec single -- true", status: 1, prints: "does not have a host assigned"),
        KubectlStep("get events", prints: "No resources found"),
        KubectlStep("top pod", status: 1, prints: "Metrics API not available"),
        KubectlStep("auth can-i create pods", prints: "yes"),
        KubectlStep("auth can-i create pods --as=nobody", status: 1, prints: "no"),
        KubectlStep("auth can-i --list", prints: "*.*"),
        KubectlStep("auth whoami", prints: "kubernetes-admin", since: 27),
        KubectlStep("create serviceaccount robot", prints: "serviceaccount/robot created"),
        KubectlStep("create token robot", prints: "ey", since: 24),
        KubectlStep(
            "create role reader --verb=get --resource=pods", prints: "role.rbac.authorization.k8s.io/reader"),
        KubectlStep("create rolebinding reads --role=reader --user=jane", prints: "rolebinding.rbac"),
        KubectlStep("auth can-i get pods --as=jane", prints: "yes"),
        KubectlStep("create job once --image=example.org/job:1", prints: "job.batch/once created"),
        KubectlStep(
            "create cronjob often --image=example.org/job:1 '--schedule=* * * * *'", prints: "created",
            since: 21),
        KubectlStep("create quota limit --hard=pods=9", prints: "resourcequota/limit created"),
        KubectlStep("create ingress way --rule=example.org/path=web:80", prints: "ingress", since: 19),
        KubectlStep(
            "create poddisruptionbudget calm --selector=app=web --min-available=1", prints: "created",
            since: 25),
        KubectlStep("get --raw /readyz", prints: "ok"),
        KubectlStep(
            "get nonsense", status: 1, prints: "the server doesn't have a resource type \"nonsense\""),
        KubectlStep("get pod none", status: 1, prints: "pods \"none\" not found"),
        KubectlStep("delete pod single --grace-period=0 --force", prints: "force deleted"),
        KubectlStep("delete configmap made applied", prints: "configmap \"applied\" deleted"),
    ]
}
