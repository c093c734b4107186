import Bytes
import Registry
import Testing

@Suite struct RegistryLoginsTests {
    private func logins(_ text: String) throws -> RegistryLogins {
        try RegistryLogins(Array(text.utf8), path: "auth.json")
    }

    @Test("the longest path that holds a repository counts")
    func longest() throws {
        let logins = try logins(
            """
            {"auths": {"quay.io": {"auth": "\(Base64.encode(Array("a:b:c".utf8)))"},
             "quay.io/team": {"username": "t", "password": "p"},
             "https://index.docker.io/v1/": {"identitytoken": "tok"}, "empty.example.org": {}}}
            """)
        #expect(logins.login(registry: "quay.io", repository: "x/y") == .password(user: "a", password: "b:c"))
        #expect(
            logins.login(registry: "quay.io", repository: "team/y") == .password(user: "t", password: "p"))
        #expect(
            logins.login(registry: "quay.io", repository: "teams/y") == .password(user: "a", password: "b:c"))
        #expect(logins.login(registry: "docker.io", repository: "library/debian") == .identityToken("tok"))
        #expect(logins.login(registry: "empty.example.org", repository: "a") == nil)
        #expect(logins.login(registry: "io", repository: "a") == nil)
    }

    @Test("a program that keeps passwords is told of, and not asked")
    func helpers() throws {
        let logins = try logins(#"{"credsStore": "secretservice", "credHelpers": {"gcr.io": "gcloud"}}"#)
        #expect(logins.notes.count == 2)
        #expect(logins.notes.first?.contains("docker-credential-secretservice") == true)
    }

    @Test("no message shows a password")
    func broken() {
        let secret = "c2VjcmV0"
        do throws(RegistryError) {
            _ = try RegistryLogins(
                Array(#"{"auths": {"quay.io": {"auth": "\#(secret)"}}}"#.utf8), path: "auth.json")
            Issue.record("it was read")
        } catch {
            #expect(error.description.hasPrefix("auth.json: auths: \"quay.io\""))
            #expect(!error.description.contains(secret))
        }
        #expect(throws: RegistryError.self) { try RegistryLogins(Array("{".utf8), path: "auth.json") }
    }
}
