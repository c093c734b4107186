import Foundation
import Glibc
import TemporaryFolders
import Testing

@testable import APIServer

@Suite("The cluster's identity")
struct ClusterIdentityTests {
    private let folder = TemporaryFolder()

    @Test("a second start finds the same identity")
    func stable() throws {
        let first = try ClusterIdentity(stateDirectory: folder.path)
        let second = try ClusterIdentity(stateDirectory: folder.path)
        #expect(first.authorityPEM == second.authorityPEM)
        #expect(first.serverCertificatePEM == second.serverCertificatePEM)
        #expect(first.adminCertificatePEM == second.adminCertificatePEM)
        #expect(first.adminToken == second.adminToken)
    }

    @Test("only the owner can read keys and enter the folder")
    func modes() throws {
        _ = try ClusterIdentity(stateDirectory: folder.path)
        for name in ["ca.key", "apiserver.key", "admin.key", "token"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/pki/\(name)")
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/pki")
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    @Test("a new address makes a new server certificate under the same authority")
    func newAddress() throws {
        let first = try ClusterIdentity(stateDirectory: folder.path)
        let second = try ClusterIdentity(
            stateDirectory: folder.path, addresses: ["192.0.2.7", "node.example"])
        #expect(first.authorityPEM == second.authorityPEM)
        #expect(first.serverCertificatePEM != second.serverCertificatePEM)
        #expect(first.serverKeyPEM == second.serverKeyPEM)
    }

    @Test("certificates are renewed before they end")
    func renewal() throws {
        let now = Date()
        let first = try ClusterIdentity(stateDirectory: folder.path, addresses: [], now: now)
        let soon = try ClusterIdentity(stateDirectory: folder.path, addresses: [], now: now + 300 * 86_400)
        let late = try ClusterIdentity(stateDirectory: folder.path, addresses: [], now: now + 340 * 86_400)
        #expect(soon.adminCertificatePEM == first.adminCertificatePEM)
        #expect(late.adminCertificatePEM != first.adminCertificatePEM)
        #expect(late.authorityPEM == first.authorityPEM)
    }

    @Test("a start that was killed between two files is mended", arguments: ["ca", "apiserver", "admin"])
    func interrupted(name: String) throws {
        _ = try ClusterIdentity(stateDirectory: folder.path)
        unlink("\(folder.path)/pki/\(name).crt")
        _ = try ClusterIdentity(stateDirectory: folder.path)
        #expect(folder.read("pki/\(name).crt").contains("BEGIN CERTIFICATE"))
    }

    @Test(
        "a broken file is named and nothing is written over it",
        arguments: ["ca.crt", "ca.key", "apiserver.crt", "apiserver.key", "admin.crt", "admin.key", "token"])
    func broken(name: String) throws {
        _ = try ClusterIdentity(stateDirectory: folder.path)
        folder.write("pki/\(name)", "-----BEGIN NONSENSE-----\nAAA")
        let error = #expect(throws: IdentityError.self) { try ClusterIdentity(stateDirectory: folder.path) }
        #expect(error?.path == "\(folder.path)/pki/\(name)")
        #expect(folder.read("pki/\(name)") == "-----BEGIN NONSENSE-----\nAAA")
    }

    @Test("a certificate of a stranger's key is refused")
    func foreignKey() throws {
        _ = try ClusterIdentity(stateDirectory: folder.path)
        let other = TemporaryFolder()
        _ = try ClusterIdentity(stateDirectory: other.path)
        folder.write("pki/ca.key", other.read("pki/ca.key"))
        let error = #expect(throws: IdentityError.self) { try ClusterIdentity(stateDirectory: folder.path) }
        #expect(error?.reason.contains("is not the key of") == true)
    }

    @Test("the kubeconfig names the server and the namespace")
    func kubeconfig() throws {
        let identity = try ClusterIdentity(stateDirectory: folder.path)
        let text = identity.kubeconfig(server: "https://127.0.0.1:6443", namespace: "demo")
        #expect(text.contains("    server: https://127.0.0.1:6443\n"))
        #expect(text.contains("    namespace: demo\n"))
        #expect(!identity.kubeconfig(server: "https://127.0.0.1:6443").contains("namespace"))
    }
}
