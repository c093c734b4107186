import Foundation
import Testing

/// A node's files, below a root of their own.
struct SmallNode {
    let root = TemporaryFolder.path()

    init() throws {
        for folder in ["etc", "root", "usr/bin", "boot"] {
            try FileManager.default.createDirectory(
                atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
        }
        try write("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n")
        try write("usr/bin/tool", "#!/bin/sh\n")
        try write("boot/kernel", "kernel")
    }

    func write(_ name: String, _ text: String) throws {
        try text.write(toFile: "\(root)/\(name)", atomically: false, encoding: .utf8)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(root)/\(name)") }
}

/// What sessions of the File Integrity Operator's users begin with.
protocol IntegrityPlatform {}

extension IntegrityPlatform {
    static func manifest(_ name: String, selector: String = "", gracePeriod: Int = 2) -> String {
        """
        apiVersion: fileintegrity.openshift.io/v1alpha1
        kind: FileIntegrity
        metadata:
          name: \(name)
          namespace: openshift-file-integrity
        spec:
          \(selector.isEmpty ? "nodeSelector: {}" : "nodeSelector: {\(selector)}")
          config:
            gracePeriod: \(gracePeriod)
        """
    }

    /// A server whose kubectl works in the operator's namespace, as after `oc project`.
    func start(_ node: SmallNode, stateDirectory: String? = nil) async throws -> (
        server: MartletProcess, kubectl: Kubectl
    ) {
        let server = try await MartletProcess(
            stateDirectory: stateDirectory, arguments: ["--host-root", node.root])
        let kubectl = Kubectl(server)
        let set = try await kubectl(
            "config", "set-context", "--current", "--namespace=openshift-file-integrity")
        try #require(set.status == 0, "\(set)")
        return (server, kubectl)
    }

    func apply(_ manifest: String, _ kubectl: Kubectl) async throws {
        let applied = try await kubectl("apply", "--validate=strict", "-f", "-", input: manifest)
        try #require(applied.status == 0, "\(applied)")
    }

    func nodeName(_ kubectl: Kubectl) async throws -> String {
        try await kubectl("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}").output
    }

    /// Waits until a node's status has a condition, and a count of added files where one is given.
    func wait(
        _ name: String, _ condition: String, added: Int? = nil, _ kubectl: Kubectl
    ) async throws {
        let wanted = "\(condition) \(added.map { String($0) } ?? "")"
        var last = ""
        for _ in 0..<300 {
            last = try await kubectl(
                "get", "fileintegritynodestatus", name, "--ignore-not-found", "-o",
                "jsonpath={.lastResult.condition} \(added == nil ? "" : "{.lastResult.filesAdded}")"
            ).output
            if last == wanted { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("\(name) is \(last) instead of \(wanted)")
    }

    /// Starts an agent for a node with a root of its own.
    func agent(of name: String, _ node: SmallNode, _ server: MartletProcess) throws -> Process {
        let state = TemporaryFolder.path()
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        _ = FileManager.default.createFile(atPath: "\(state)/log", contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: MartletProcess.binary ?? "martlet")
        process.arguments = [
            "agent", "--kubeconfig", server.kubeconfig, "--node-name", name, "--host-root", node.root,
            "--state-dir", state, "--health", "127.0.0.1:0",
        ]
        process.environment = [:]
        process.standardOutput = FileHandle(forWritingAtPath: "\(state)/log")
        process.standardError = process.standardOutput
        try process.run()
        return process
    }
}
