import Bytes
import Kubernetes
import TemporaryFolders
import Testing

@testable import RemoteCluster

@Suite("Credential plugins", .timeLimit(.minutes(15)))
struct ExecPluginTests {
    private let folder = TemporaryFolder()

    private func entry(
        _ script: String, arguments: [String] = [], environment: [String: String] = [:],
        mode: ExecEntry.InteractiveMode = .never, provideClusterInfo: Bool = false
    ) -> ExecEntry {
        let command = folder.write("plugin", "#!/bin/sh\n\(script)\n", mode: 0o700)
        return ExecEntry(
            place: ConfigPlace(file: "f", field: "users[0].user.exec"), apiVersion: ExecCredential.v1,
            // Through the shell: a file that was just written may still be open in a process that another test starts.
            command: "/bin/sh", arguments: [command] + arguments, environment: environment, installHint: "",
            provideClusterInfo: provideClusterInfo, interactiveMode: mode)
    }

    private func run(
        _ entry: ExecEntry, access: ClusterAccess = .plain(port: 1), patience: Duration = .seconds(30)
    ) async -> Result<ExecCredential, RemoteClusterError> {
        let runner = ExecPluginRunner(
            entry, access: access, environment: ["PATH": "/usr/bin:/bin"], patience: patience)
        do throws(RemoteClusterError) { return .success(try await runner.run()) } catch {
            return .failure(error)
        }
    }

    private func reason(_ entry: ExecEntry, patience: Duration = .seconds(30)) async -> String {
        switch await run(entry, patience: patience) {
        case .success: "taken"
        case .failure(let error): error.reason
        }
    }

    private func answer(_ status: String) -> String {
        #"printf '%s' '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":\#(status)}'"#
    }

    @Test("a plugin is given its arguments, its environment and what it should know, and no shell")
    func input() async throws {
        let script = """
            printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s"}}' \
            "$(printf '%s|' "$@" "$MORE" "$KUBERNETES_EXEC_INFO" | base64 -w0)"
            """
        var access = ClusterAccess.plain(port: 1)
        access.authority = .inline(Array("PEM".utf8))
        let entry = entry(
            script, arguments: ["a b", "$(id)", ";"], environment: ["MORE": "more"], provideClusterInfo: true)
        let credential = try await run(entry, access: access).get()
        let bytes = try #require(credential.token.flatMap { Base64.decode($0) })
        let words = String(decoding: bytes, as: UTF8.self).split(separator: "|")
        #expect(words.prefix(4) == ["a b", "$(id)", ";", "more"])
        let info = try JSON(parsing: String(words[4]))
        #expect(info["kind"]?.string == "ExecCredential")
        #expect(info["spec"]?["interactive"]?.bool == false)
        #expect(info["spec"]?["cluster"]?["server"]?.string == "http://127.0.0.1:1")
        #expect(info["spec"]?["cluster"]?["certificate-authority-data"]?.string == "UEVN")
    }

    @Test("the time that a credential has left is told")
    func expiry() async throws {
        let entry = entry(answer(#"{"token":"t","expirationTimestamp":"2999-01-01T00:00:00Z"}"#))
        let credential = try await run(entry).get()
        #expect(credential.token == "t")
        #expect(try #require(credential.secondsLeft) > 1_000_000)
    }

    @Test("a plugin that fails is quoted, without what would move a terminal's cursor")
    func fails() async {
        let why = await reason(entry("printf 'no \\033[2Jsession\\nlog in' >&2; exit 3"))
        #expect(why == "ended with code 3: no [2Jsession log in")
        #expect(await reason(entry("kill -9 $$")) == "was ended by signal 9")
    }

    @Test("a plugin that hangs is ended, with what it started")
    func hangs() async {
        let why = await reason(entry("echo waiting >&2; sleep 600 & sleep 600"), patience: .milliseconds(300))
        #expect(why == "did not end within 0.3 seconds: waiting")
    }

    @Test("a plugin whose child keeps its output open has ended all the same")
    func daemon() async throws {
        let script = "sleep 600 &\n" + answer(#"{"token":"t"}"#)
        #expect(try await run(entry(script)).get().token == "t")
    }

    @Test("a plugin that writes without end is ended")
    func floods() async { #expect(await reason(entry("yes")) == "wrote more than 1 MiB") }

    @Test("a plugin that wants to ask a person is not run, one that is missing is named")
    func notRun() async {
        #expect(await reason(entry("exit 0", mode: .always)).contains("nobody is here"))
        var missing = entry("")
        missing.command = "/nowhere/plugin"
        missing.installHint = "Install it."
        #expect(await reason(missing) == "cannot be started: No such file or directory\nInstall it.")
    }

    @Test(
        "an answer that is no credential is refused without being repeated",
        arguments: [
            ("secret", "answered something that is no JSON"),
            ("{}", "answered something that is no ExecCredential"),
            (
                #"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1"}"#,
                "answered client.authentication.k8s.io/v1beta1, not client.authentication.k8s.io/v1"
            ),
        ])
    func nonsense(text: String, why: String) async {
        #expect(await reason(entry("printf '%s' '\(text)'")) == why)
    }

    @Test(
        "a credential without what makes one is refused",
        arguments: [
            ("{}", "answered neither a token nor a certificate"),
            (#"{"clientKeyData":"k"}"#, "answered a certificate or a key without the other"),
            (
                #"{"token":"t","expirationTimestamp":"soon"}"#,
                "answered an expirationTimestamp that is no time"
            ),
        ])
    func incomplete(status: String, why: String) async { #expect(await reason(entry(answer(status))) == why) }

    @Test("a credential is asked for once for many requests, again when it expires or is refused")
    func caching() async throws {
        let counter = "\(folder.path)/count"
        let script = """
            echo x >> \(counter)
            n=$(wc -l < \(counter))
            printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t%s"}}' $n
            """
        var access = ClusterAccess.plain(port: 1)
        access.authentication = .exec(entry(script))
        let store = CredentialStore(access, environment: ["PATH": "/usr/bin:/bin"])
        let tokens = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<8 { group.addTask { try await store.current().authorization } }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(tokens == ["Bearer t1"])
        let refused = try await store.current()
        #expect(try await store.replace(refused))
        #expect(try await store.replace(refused))
        #expect(try await store.current().authorization == "Bearer t2")
    }
}
