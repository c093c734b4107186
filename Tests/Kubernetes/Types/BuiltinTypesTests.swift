import Bytes
import Testing

@testable import Kubernetes

@Suite("Defaults of Kubernetes' own kinds")
struct BuiltinDefaultsTests {
    private static func completed(_ text: String) throws -> JSON {
        var json = try JSON(parsing: text)
        let kind = Object(json).kind
        #expect(TypedReader(&json, kind: kind).problem == nil)
        BuiltinTypes.setDefaults(&json, kind: kind)
        return json
    }

    @Test("a pod gets what kube-apiserver gives it")
    func pod() throws {
        let spec = try Self.completed(
            #"""
            {"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"a","image":"nginx",
            "ports":[{"containerPort":80}],"resources":{"limits":{"cpu":"1"}}}],"serviceAccountName":"x"}}
            """#)["spec"]
        #expect(
            spec?.text
                == #"{"containers":[{"image":"nginx","imagePullPolicy":"Always","name":"a","ports":[{"containerPort":80,"protocol":"TCP"}],"resources":{"limits":{"cpu":"1"},"requests":{"cpu":"1"}},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}],"dnsPolicy":"ClusterFirst","enableServiceLinks":true,"restartPolicy":"Always","schedulerName":"default-scheduler","securityContext":{},"serviceAccount":"x","serviceAccountName":"x","terminationGracePeriodSeconds":30}"#
        )
    }

    @Test(
        "the tag decides when an image is pulled",
        arguments: [
            ("nginx", "Always"), ("nginx:latest", "Always"), ("nginx:1", "IfNotPresent"),
            ("host:5000/nginx", "Always"), ("host:5000/nginx:1", "IfNotPresent"),
            ("nginx@sha256:00", "IfNotPresent"),
        ])
    func pullPolicy(image: String, policy: String) { #expect(ImageReference.pullPolicy(image) == policy) }

    @Test("a deployment gets its strategy and counts")
    func deployment() throws {
        let spec = try Self.completed(
            #"{"apiVersion":"apps/v1","kind":"Deployment","spec":{"selector":{},"template":{}}}"#)["spec"]
        #expect(spec?["replicas"] == 1 && spec?["progressDeadlineSeconds"] == 600)
        #expect(
            spec?["strategy"]
                == ["type": "RollingUpdate", "rollingUpdate": ["maxSurge": "25%", "maxUnavailable": "25%"]])
    }

    @Test("a service's ports lead where they say")
    func service() throws {
        let spec = try Self.completed(
            #"{"apiVersion":"v1","kind":"Service","spec":{"type":"NodePort","ports":[{"port":80}]}}"#)["spec"]
        #expect(spec?["ports"] == [["port": 80, "protocol": "TCP", "targetPort": 80]])
        #expect(spec?["externalTrafficPolicy"] == "Cluster" && spec?["sessionAffinity"] == "None")
    }

    @Test("a webhook is strict unless it says otherwise")
    func webhook() throws {
        let hook = try Self.completed(
            #"""
            {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingWebhookConfiguration",
            "webhooks":[{"name":"a.b.c","clientConfig":{"service":{"name":"s","namespace":"n"}},
            "rules":[{"operations":["*"],"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"]}]}]}
            """#)["webhooks"]?.array?.first
        #expect(hook?["failurePolicy"] == "Fail" && hook?["timeoutSeconds"] == 10)
        #expect(hook?[["clientConfig", "service", "port"]] == 443)
        #expect(hook?["rules"]?.array?.first?["scope"] == "*")
    }

    @Test("defaults are stable: applied twice they change nothing", arguments: ["Job", "CronJob"])
    func twice(kind: String) throws {
        let template = #"{"template":{"spec":{"containers":[{"name":"a","image":"b"}]}}}"#
        let spec = kind == "Job" ? template : #"{"schedule":"* * * * *","jobTemplate":{"spec":\#(template)}}"#
        let once = try Self.completed(#"{"apiVersion":"batch/v1","kind":"\#(kind)","spec":\#(spec)}"#)
        #expect(try Self.completed(once.text) == once)
    }
}

@Suite("Rules of Kubernetes' own kinds")
struct KindRulesTests {
    private static func problems(_ text: String) throws -> [String] {
        var json = try JSON(parsing: text)
        let kind = Object(json).kind
        #expect(TypedReader(&json, kind: kind).problem == nil)
        BuiltinTypes.setDefaults(&json, kind: kind)
        return BuiltinTypes.problems(of: json, kind: kind).map { "\($0.field): \($0.message)" }
    }

    private static let pod = #"{"containers":[{"name":"a","image":"b"}]}"#

    private static func workload(_ kind: String, labels: String, selector: String) -> String {
        #"{"apiVersion":"apps/v1","kind":"\#(kind)","spec":{"selector":\#(selector),"serviceName":"s","template":{"metadata":{"labels":\#(labels)},"spec":\#(pod)}}}"#
    }

    @Test("a pod needs containers with names and images that are unlike")
    func pods() throws {
        #expect(
            try Self.problems(#"{"apiVersion":"v1","kind":"Pod","spec":{}}"#)
                == ["spec.containers: Required value"])
        let text = #"""
            {"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"A"},{"name":"b","image":"i",
            "volumeMounts":[{"name":"v","mountPath":"/v"}]},{"name":"b","image":"i"}]}}
            """#
        let found = try Self.problems(text)
        #expect(found.contains("spec.containers[0].image: Required value"))
        #expect(found.contains(#"spec.containers[1].volumeMounts[0].name: Not found: "v""#))
        #expect(found.contains(#"spec.containers[2].name: Duplicate value: "b""#))
        #expect(found.contains { $0.hasPrefix(#"spec.containers[0].name: Invalid value: "A""#) })
    }

    @Test(
        "a selector must choose the template",
        arguments: ["Deployment", "DaemonSet", "ReplicaSet", "StatefulSet"])
    func selectors(kind: String) throws {
        let good = Self.workload(kind, labels: #"{"a":"b"}"#, selector: #"{"matchLabels":{"a":"b"}}"#)
        #expect(try Self.problems(good) == [])
        let bad = Self.workload(kind, labels: #"{"a":"c"}"#, selector: #"{"matchLabels":{"a":"b"}}"#)
        #expect(
            try Self.problems(bad) == [
                #"spec.template.metadata.labels: Invalid value: {"a":"c"}: `selector` does not match template `labels`"#
            ])
    }

    @Test("a selector never changes")
    func frozen() throws {
        let kind = GroupVersionKind(apiVersion: "apps/v1", kind: "Deployment")
        let old = try JSON(parsing: #"{"spec":{"selector":{"matchLabels":{"a":"b"}}}}"#)
        let new = try JSON(parsing: #"{"spec":{"selector":{"matchLabels":{"a":"c"}}}}"#)
        let found = BuiltinTypes.problems(of: new, changedFrom: old, kind: kind)
        #expect(found.map(\.field) == ["spec.selector"])
        #expect(found.first?.message.hasSuffix("field is immutable") == true)
        #expect(BuiltinTypes.problems(of: old, changedFrom: old, kind: kind).isEmpty)
    }

    @Test(
        "schedules have cron's form",
        arguments: [
            ("*/5 * * * *", true), ("0 0 1 jan mon-fri", true), ("@daily", true), ("* * * *", false),
            ("61 * * * *", false), ("a * * * *", false), ("*/0 * * * *", false), ("5-1 * * * *", false),
        ])
    func schedules(text: String, isRight: Bool) { #expect((CronSchedule.problem(text) == nil) == isRight) }

    @Test("roles, bindings, services, ingresses and budgets are judged")
    func others() throws {
        let rbac = #""apiVersion":"rbac.authorization.k8s.io/v1""#
        #expect(
            try Self.problems(#"{\#(rbac),"kind":"Role","rules":[{"apiGroups":[""],"resources":["pods"]}]}"#)
                == ["rules[0].verbs: Required value: verbs must contain at least one value"])
        #expect(
            try Self.problems(
                #"{\#(rbac),"kind":"ClusterRoleBinding","roleRef":{"kind":"Role","name":"a"}}"#)
                == [#"roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole""#])
        #expect(
            try Self.problems(#"{"apiVersion":"v1","kind":"Service","spec":{"ports":[{"port":0}]}}"#)
                .first == "spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive")
        #expect(
            try Self.problems(
                #"{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","spec":{"rules":[{"http":{"paths":[{"path":"/","backend":{"service":{"name":"a","port":{"number":80}}}}]}}]}}"#
            ) == ["spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified"])
        #expect(
            try Self.problems(
                #"{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","spec":{"minAvailable":1,"maxUnavailable":1}}"#
            ).first?.hasSuffix("minAvailable and maxUnavailable cannot be both set") == true)
    }
}
