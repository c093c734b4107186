import Foundation
import Testing

@Suite(
    "The official Python client",
    .enabled(if: PythonClient.isPresent, "needs MARTLET_PYTHON; make test sets it"))
struct PythonClientTests {
    @Test("sees in every scenario what a kube-apiserver answers")
    func scenarios() async throws {
        let server = try await MartletProcess.shared()
        let command = Command(
            path: PythonClient.interpreter ?? "python3",
            environment: PythonClient.environment(of: server))
        let outcome = try await command.run([PythonClient.file("python_client.py")])
        try #require(outcome.status == 0, "\(outcome)")
        let seen = try Self.scenarios(Data(outcome.output.utf8))
        let recorded = try Self.scenarios(
            Data(contentsOf: URL(fileURLWithPath: PythonClient.file("python_client.json"))))
        #expect(Set(seen.keys) == Set(recorded.keys))
        for (scenario, answer) in recorded { #expect(seen[scenario] == answer, "\(scenario)") }
    }

    /// Each scenario's answer as canonical text.
    private static func scenarios(_ document: Data) throws -> [String: String] {
        let object = try JSONSerialization.jsonObject(with: document) as? [String: Any] ?? [:]
        return try object.mapValues {
            let options: JSONSerialization.WritingOptions = [.sortedKeys, .fragmentsAllowed]
            return String(
                decoding: try JSONSerialization.data(withJSONObject: $0, options: options), as: UTF8.self)
        }
    }
}
