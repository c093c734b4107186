import Capability
import Cluster
import Console
import EmbeddedCluster
import Logging
import Testing

@Suite("Console")
struct ConsoleAddressTests {
    private func console(on host: String) async throws -> Console {
        let cluster = try await EmbeddedCluster(EmbeddedCluster.Configuration(stateDirectory: nil))
        return try Console(
            host: host, port: 0, cluster: cluster, capabilities: [], isAllowed: { _ in true },
            logger: Logger(label: "test"))
    }

    @Test("an address off loopback is refused", arguments: ["0.0.0.0", "192.0.2.1", "::"])
    func staysOnLoopback(host: String) async {
        await #expect(throws: ConsoleError.self) { try await console(on: host) }
    }

    @Test("loopback is accepted", arguments: ["127.0.0.1", "::1", "localhost"])
    func acceptsLoopback(host: String) async {
        await #expect(throws: Never.self) { try await console(on: host) }
    }
}
