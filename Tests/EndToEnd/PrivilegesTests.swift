import Foundation
import Glibc
import Testing

@Suite(
    "Privileges", .enabled(if: Kubectl.isPresent && geteuid() == 0, "martlet is missing or this is not root"))
struct PrivilegesTests {
    @Test("no thread of the daemon can do more than read any file and listen on any port")
    func keepsOnlyReading() async throws {
        let server = try await MartletProcess.shared()
        let tasks = "/proc/\(server.identifier)/task"
        let threads = try FileManager.default.contentsOfDirectory(atPath: tasks)
        #expect(!threads.isEmpty)
        for thread in threads {
            let status = try String(contentsOfFile: "\(tasks)/\(thread)/status", encoding: .utf8)
            #expect(status.contains("CapEff:\t0000000000000404\n"), "\(status)")
            #expect(status.contains("NoNewPrivs:\t1\n"))
        }
    }

    @Test(
        "secrets are readable by their owner alone",
        arguments: ["kubeconfig", "pki", "pki/token", "pki/ca.key"])
    func protectsSecrets(name: String) async throws {
        let server = try await MartletProcess.shared()
        let path = "\(server.stateDirectory)/\(name)"
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        #expect(mode & 0o077 == 0)
    }
}
