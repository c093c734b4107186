import Testing

@Suite(
    "kubectl and Kubernetes' own kinds",
    .enabled(if: Kubectl.isPresent, "needs the built martlet and a kubectl"))
struct KubectlBuiltinsTests {
    @Test("explain shows nested fields, their types and what they are for")
    func explain() async throws {
        let kubectl = try await Kubectl(namespace: "explained")
        let containers = try await kubectl("explain", "pod.spec.containers")
        #expect(containers.status == 0, "\(containers)")
        #expect(containers.output.contains("FIELD: containers <[]Container>"))
        #expect(
            containers.output.contains("image\t<string>") || containers.output.contains("image  <string>"))
        let port = try await kubectl("explain", "service.spec.ports.targetPort")
        #expect(port.output.contains("FIELD: targetPort <IntOrString>"), "\(port)")
        let all = try await kubectl("explain", "deployment", "--recursive")
        #expect(all.output.contains("terminationMessagePath"), "\(all)")
        let missing = try await kubectl("explain", "pod.spec.bogus")
        #expect(missing.error.contains("field \"bogus\" does not exist"), "\(missing)")
    }

    @Test(
        "what kubectl creates in protobuf arrives whole",
        arguments: [
            (["deployment", "d", "--image=a/b:1", "--replicas=2", "--port=80"], "deployment.apps/d"),
            (["job", "j", "--image=a/b", "--", "true"], "job.batch/j"),
            (["cronjob", "c", "--image=a/b", "--schedule=*/5 * * * *"], "cronjob.batch/c"),
            (["ingress", "i", "--rule=example.com/x*=svc:80,tls=t"], "ingress.networking.k8s.io/i"),
            (
                ["role", "r", "--verb=get", "--resource=pods,deployments.apps"],
                "role.rbac.authorization.k8s.io/r"
            ),
            (
                ["rolebinding", "rb", "--role=r", "--user=u", "--group=g"],
                "rolebinding.rbac.authorization.k8s.io/rb"
            ),
            (["quota", "q", "--hard=cpu=1,pods=2"], "resourcequota/q"),
            (
                ["poddisruptionbudget", "p", "--selector=a=b", "--min-available=50%"],
                "poddisruptionbudget.policy/p"
            ),
            (["service", "clusterip", "s", "--tcp=80:8080"], "service/s"),
            (["service", "nodeport", "n", "--tcp=80:web"], "service/n"),
            (["priorityclass", "pc", "--value=7", "--description=x"], "priorityclass.scheduling.k8s.io/pc"),
        ])
    func create(arguments: [String], made: String) async throws {
        let kubectl = try await Kubectl(namespace: "made-\(arguments[0])-\(arguments[1])")
        let outcome = try await kubectl.run(in: ["create"] + arguments)
        #expect(outcome.output == "\(made) created\n", "\(outcome)")
        let again = try await kubectl("get", made, "-o", "name")
        #expect(again.output == "\(made)\n", "\(again)")
    }

    @Test("autoscale makes an autoscaler, which either version shows")
    func autoscale() async throws {
        let kubectl = try await Kubectl(namespace: "autoscaled")
        #expect(try await kubectl("create", "deployment", "x", "--image=a/b").status == 0)
        let made = try await kubectl("autoscale", "deployment", "x", "--min", "1", "--max", "3")
        #expect(made.output == "horizontalpodautoscaler.autoscaling/x autoscaled\n", "\(made)")
        let list = try await kubectl("get", "hpa", "--no-headers")
        let words = list.output.split(whereSeparator: \.isWhitespace).prefix(6)
        #expect(words == ["x", "Deployment/x", "cpu:", "<unknown>/80%", "1", "3"], "\(list)")
        let old = try await kubectl(
            "get", "horizontalpodautoscalers.v1.autoscaling", "x", "-o",
            "jsonpath={.apiVersion} {.spec.maxReplicas}")
        #expect(old.output == "autoscaling/v1 3", "\(old)")
    }

    @Test("run makes a complete pod, and a strict apply of one with volumes passes")
    func pods() async throws {
        let kubectl = try await Kubectl(namespace: "pods")
        #expect(try await kubectl("run", "web", "--image=nginx", "--port=80").output == "pod/web created\n")
        let policy = try await kubectl(
            "get", "pod", "web", "-o",
            "jsonpath={.spec.containers[0].imagePullPolicy} {.status.phase} {.status.qosClass}")
        #expect(policy.output == "Always Pending BestEffort")
        let text = """
            apiVersion: v1
            kind: Pod
            metadata: {name: full}
            spec:
              volumes:
              - {name: c, configMap: {name: x, items: [{key: a, path: b}]}}
              - {name: p, projected: {sources: [{serviceAccountToken: {path: t}}]}}
              - name: e
                ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}
              containers:
              - name: a
                image: b:1
                envFrom: [{configMapRef: {name: x}}]
                env: [{name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
                volumeMounts: [{name: c, mountPath: /c}]
                resources: {limits: {cpu: 1, memory: 1024Mi}}
                livenessProbe: {httpGet: {port: web}}
            """
        let applied = try await kubectl("apply", "--validate=strict", "-f", "-", input: text)
        #expect(applied.output == "pod/full created\n", "\(applied)")
        let path =
            "{.spec.volumes[1].projected.sources[0].serviceAccountToken.expirationSeconds} {.spec.containers[0].resources.limits.memory}"
        #expect(try await kubectl("get", "pod", "full", "-o", "jsonpath=\(path)").output == "3600 1Gi")
        let bogus = text.replacing("path: t", with: "path: t, bogus: 1")
        let refused = try await kubectl("apply", "-f", "-", input: bogus)
        let field = "spec.volumes[1].projected.sources[0].serviceAccountToken.bogus"
        #expect(refused.error.contains("unknown field \"\(field)\""), "\(refused)")
    }

    @Test("what the server will not store is refused in its words")
    func refusals() async throws {
        let kubectl = try await Kubectl(namespace: "refused")
        let text = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: d}
            spec: {replicas: "3", selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}
            """
        let typed = try await kubectl("create", "-f", "-", input: text)
        #expect(
            typed.error.contains(
                "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal string "
                    + "into Go struct field DeploymentSpec.spec.replicas of type int32"), "\(typed)")
        let other = text.replacing("\"3\"", with: "3").replacing(
            "labels: {a: b}}, spec", with: "labels: {a: c}}, spec")
        let unlike = try await kubectl("create", "-f", "-", input: other)
        #expect(unlike.error.contains("`selector` does not match template `labels`"), "\(unlike)")
    }
}
