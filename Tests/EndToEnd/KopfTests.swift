import Foundation
import Testing

@Suite(
    "kopf runs an operator", .enabled(if: PythonClient.isPresent, "needs MARTLET_PYTHON; make test sets it"))
struct KopfTests {
    @Test("its handlers see a creation, a change and a deletion")
    func operatorOfOneKind() async throws {
        let kubectl = try await Kubectl(namespace: "kopf")
        let definition = try await kubectl("apply", "-f", PythonClient.file("kopf_definition.yaml"))
        try #require(definition.status == 0, "\(definition)")
        let kopf = try KopfProcess(namespace: "kopf", server: try await MartletProcess.shared())
        defer { kopf.stop() }
        let gadget = """
            {"apiVersion":"operators.martlet.dev/v1","kind":"Gadget","metadata":{"name":"g"},"spec":{"size":3}}
            """
        #expect(try await kubectl("create", "-f", "-", input: gadget).status == 0)
        let ready = try await kubectl(
            "wait", "--for=jsonpath={.status.phase}=Ready", "gadgets.operators.martlet.dev/g", "--timeout=60s"
        )
        try #require(ready.status == 0, "\(ready)\n\(kopf.log)")
        let owner = "jsonpath={.data.size} {.metadata.ownerReferences[0].kind}"
        #expect(try await kubectl("get", "configmap", "g", "-o", owner).output == "3 Gadget")
        #expect(try await kubectl("get", "events").output.contains("the ConfigMap is there"))

        _ = try await kubectl(
            "patch", "gadgets.operators.martlet.dev", "g", "--type=merge", "-p", #"{"spec":{"size":7}}"#)
        let resized = try await kubectl(
            "wait", "--for=jsonpath={.data.size}=7", "configmap/g", "--timeout=60s")
        #expect(resized.status == 0, "\(resized)\n\(kopf.log)")

        let gone = try await kubectl("delete", "gadgets.operators.martlet.dev", "g", "--timeout=60s")
        #expect(gone.status == 0, "\(gone)\n\(kopf.log)")
        #expect(try await kubectl("get", "configmap", "g-gone", "-o", "name").lines == ["configmap/g-gone"])
        let orphan = try await kubectl("wait", "--for=delete", "configmap/g", "--timeout=60s")
        #expect(orphan.status == 0, "the garbage collector takes what the Gadget owned")
    }
}

/// A running `kopf run`.
private struct KopfProcess {
    private let process = Process()
    private let logPath: String

    init(namespace: String, server: MartletProcess) throws {
        logPath = "\(server.stateDirectory)/kopf.log"
        _ = FileManager.default.createFile(atPath: logPath, contents: nil)
        process.executableURL = URL(fileURLWithPath: PythonClient.interpreter ?? "python3")
        process.arguments = ["-m", "kopf", "run", "-n", namespace, PythonClient.file("kopf_operator.py")]
        process.environment = PythonClient.environment(of: server)
        process.standardOutput = FileHandle(forWritingAtPath: logPath)
        process.standardError = process.standardOutput
        try process.run()
    }

    var log: String { (try? String(contentsOfFile: logPath, encoding: .utf8)) ?? "" }

    /// Ends it at once: kopf keeps nothing that would be lost.
    func stop() { kill(process.processIdentifier, SIGKILL) }
}
