import Testing

@Suite(
    "kubectl waits and watches",
    .enabled(if: Kubectl.isPresent, "needs the built martlet and a kubectl on PATH"))
struct KubectlWaitingTests {
    private static let pod =
        #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}"#

    @Test("wait sees conditions, values and deletions that come while it waits")
    func wait() async throws {
        let kubectl = try await Kubectl(namespace: "waiting")
        _ = try await kubectl("create", "-f", "-", input: Self.pod)
        async let ready = kubectl("wait", "pod/p", "--for=condition=Ready", "--timeout=20s")
        async let running = kubectl(
            "wait", "pod/p", "--for=jsonpath={.status.phase}=Running", "--timeout=20s")
        let status = #"{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}"#
        _ = try await kubectl("patch", "pod", "p", "--subresource=status", "--type=merge", "-p", status)
        let outcomes = try await [ready, running]
        #expect(outcomes.map(\.output) == ["pod/p condition met\n", "pod/p condition met\n"])
        async let gone = kubectl("wait", "pod/p", "--for=delete", "--timeout=20s")
        _ = try await kubectl("delete", "pod", "p", "--now")
        let deleted = try await gone
        #expect(deleted.status == 0, "\(deleted)")
        let never = try await kubectl("wait", "cm/none", "--for=delete", "--timeout=1s")
        #expect(never.status == 0, "\(never)")
    }

    @Test("get -w prints what is there and then every change")
    func watch() async throws {
        let kubectl = try await Kubectl(namespace: "watched")
        _ = try await kubectl("create", "configmap", "one")
        let own = "--field-selector=metadata.name!=kube-root-ca.crt"
        async let watching = kubectl("get", "cm", own, "-w", "--output-watch-events", "--request-timeout=25s")
        try await Task.sleep(for: .seconds(4))
        _ = try await kubectl("create", "configmap", "two")
        _ = try await kubectl("delete", "configmap", "one")
        let lines = try await watching.lines.map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
        #expect(lines == ["EVENT NAME", "ADDED one", "ADDED two", "DELETED one"])
    }
}
