import Bytes
import Host
import Images
import Registry
import Synchronization
import Testing

@Suite struct RegistryClientTests {
    private static let sample = SampleImage()

    /// A client that waits for nobody and tells how long it would have waited.
    private final class Waits: Sendable {
        private let kept = Mutex<[Duration]>([])
        var all: [Duration] { kept.withLock { $0 } }

        func client(_ change: (inout RegistryClient.Configuration) -> Void = { _ in }) -> RegistryClient {
            var configuration = RegistryClient.Configuration()
            configuration.isInsecure = true
            change(&configuration)
            return RegistryClient(configuration) { wait in self.kept.withLock { $0.append(wait) } }
        }
    }

    private static func problem(
        _ client: RegistryClient, _ text: String, platform: Platform = Platform(architecture: "amd64")
    ) async -> RegistryError.Problem? {
        do {
            _ = try await client.pull(RegistryReference(text), platform: platform)
            return nil
        } catch { return (error as? RegistryError)?.problem }
    }

    @Test("an image is fetched by its tag, and can be unpacked")
    func pull() async throws {
        try await FakeRegistry.run({ _, question, _ in Self.sample.answer(question.path) }) { registry in
            let client = Waits().client()
            let image = try await client.pull(RegistryReference("\(registry.host)/team/app:1"))
            #expect(image.digest == Self.sample.digest)
            let unpacked = try UnpackedImage(image)
            #expect(try unpacked.host.read("/etc/os-release", limit: 1024) == Array("ID=sample\n".utf8))
            unpacked.remove()
            #expect(
                try await client.digest(of: RegistryReference("\(registry.host)/team/app:1"))
                    == Self.sample.digest)
            await client.shutdown()
        }
    }

    @Test("of a list the image for the platform is taken")
    func platforms() async throws {
        let list = Self.sample.index(["windows/amd64", "linux/arm64", "linux/amd64", "unknown/unknown"])
        try await FakeRegistry.run({ _, question, _ in
            question.path.hasSuffix("/manifests/1") ? .init(body: list) : Self.sample.answer(question.path)
        }) { registry in
            let client = Waits().client()
            let reference = try RegistryReference("\(registry.host)/app:1")
            let image = try await client.pull(reference, platform: Platform(architecture: "amd64"))
            #expect(image.digest == SampleImage.digest(list))
            #expect(image.layerCount == 1)
            let missing = await Self.problem(
                client, "\(registry.host)/app:1", platform: Platform(architecture: "s390x"))
            #expect(
                missing
                    == .notFound(
                        "there is none for linux/s390x, only for windows/amd64, linux/arm64, linux/amd64"))
            await client.shutdown()
        }
    }

    @Test("a token is fetched with the password once, and then used")
    func token() async throws {
        try await FakeRegistry.run({ registry, question, _ in
            if question.path.hasPrefix("/token?") {
                let isRight = question.authorization == "Basic \(Base64.encode(Array("me:secret".utf8)))"
                return isRight
                    ? .init(body: Array(#"{"token": "abc", "expires_in": 300}"#.utf8)) : .init(code: 401)
            }
            guard question.authorization == "Bearer abc" else {
                let realm =
                    #"Bearer realm="http://\#(registry.host)/token",service="reg, istry",scope="repository:app:pull""#
                return .init(code: 401, headers: ["WWW-Authenticate": realm])
            }
            return Self.sample.answer(question.path)
        }) { registry in
            let client = Waits().client {
                $0.logins.add(.password(user: "me", password: "secret"), at: registry.host)
            }
            _ = try await client.pull(RegistryReference("\(registry.host)/app:1"))
            await client.shutdown()
            #expect(
                registry.paths.filter { $0.hasPrefix("/token") }
                    == ["/token?service=reg%2C%20istry&scope=repository%3Aapp%3Apull"])
            let wrong = Waits().client {
                $0.logins.add(.password(user: "me", password: "guess"), at: registry.host)
            }
            let refused = await Self.problem(wrong, "\(registry.host)/app:1")
            #expect(refused == .unauthorized("the login at \(registry.host) is refused (401)"))
            await wrong.shutdown()
        }
    }

    @Test("a password is sent where one is asked for, and nobody's absence is named")
    func basic() async throws {
        try await FakeRegistry.run({ _, question, _ in
            question.authorization == nil
                ? .init(code: 401, headers: ["WWW-Authenticate": "Basic realm=\"x\""])
                : Self.sample.answer(question.path)
        }) { registry in
            let client = Waits().client {
                $0.logins.add(.password(user: "me", password: "secret"), at: registry.host)
            }
            #expect(await Self.problem(client, "\(registry.host)/app:1") == nil)
            await client.shutdown()
            let nobody = Waits().client()
            #expect(
                await Self.problem(nobody, "\(registry.host)/app:1")
                    == .unauthorized("\(registry.host) asks for a password, and nobody is logged in there"))
            await nobody.shutdown()
        }
    }

    @Test(
        "a registry that asks for patience is asked again, as late as it wishes", arguments: [429, 500, 503])
    func patience(code: Int) async throws {
        try await FakeRegistry.run({ _, question, earlier in
            if earlier == 0 { return .init(code: code, headers: ["Retry-After": "7"]) }
            return earlier == 1 ? .init(code: code) : Self.sample.answer(question.path)
        }) { registry in
            let waits = Waits()
            let client = waits.client()
            let digest = try await client.digest(of: RegistryReference("\(registry.host)/app:1"))
            #expect(digest == Self.sample.digest)
            #expect(waits.all.suffix(2) == [.seconds(7), .seconds(1)])
            await client.shutdown()
        }
    }

    @Test("patience ends")
    func busy() async throws {
        try await FakeRegistry.run({ _, _, _ in .init(code: 502, body: Array("bad\ngateway".utf8)) }) {
            registry in
            let client = Waits().client { $0.tries = 3 }
            let problem = await Self.problem(client, "\(registry.host)/app:1")
            #expect(problem == .busy("the registry answered 502 3 times: bad gateway"))
            await client.shutdown()
        }
    }

    @Test("what is not there, or forbidden, is not asked for again", arguments: [404, 403])
    func absent(code: Int) async throws {
        try await FakeRegistry.run({ _, _, _ in .init(code: code) }) { registry in
            let client = Waits().client()
            let problem = await Self.problem(client, "\(registry.host)/app:1")
            #expect(
                problem
                    == (code == 404
                        ? .notFound("\(registry.host) has no such image")
                        : .unauthorized("\(registry.host) refuses it (403)")))
            #expect(registry.paths == ["/v2/app/manifests/1"])
            await client.shutdown()
        }
    }

    @Test("nobody who listens is named as unreachable")
    func unreachable() async {
        let client = Waits().client { $0.tries = 2 }
        guard case .unreachable(let reason) = await Self.problem(client, "127.0.0.1:1/app:1") else {
            Issue.record("it was reached")
            return await client.shutdown()
        }
        #expect(reason == "it cannot be reached: Connection refused")
        await client.shutdown()
    }

    @Test(
        "other bytes than were asked for are refused",
        arguments: ["manifest", "layer", "long", "configuration"])
    func mismatch(part: String) async throws {
        let sample = Self.sample
        try await FakeRegistry.run({ _, question, _ in
            var answer = sample.answer(question.path)
            let isLayer = question.path.hasSuffix(sample.layer)
            switch part {
            case "manifest" where question.path.contains("/manifests/"): answer.body.append(0x20)
            case "layer" where isLayer: answer.body[600] ^= 1
            case "long" where isLayer: answer.body += [UInt8](repeating: 0, count: 1 << 20)
            case "configuration" where question.path.contains("/blobs/") && !isLayer: answer.body[1] = 0x27
            default: break
            }
            return answer
        }) { registry in
            let client = Waits().client()
            let problem = await Self.problem(client, "\(registry.host)/app@\(sample.digest)")
            guard case .mismatch = problem else {
                Issue.record("\(part): \(String(describing: problem))")
                return await client.shutdown()
            }
            await client.shutdown()
        }
    }

    @Test("what proves who asks is not told where the bytes are stored")
    func redirects() async throws {
        let sample = Self.sample
        try await FakeRegistry.run({ _, question, _ in
            question.authorization == nil ? sample.answer(question.path) : .init(code: 400)
        }) { store in
            try await FakeRegistry.run({ _, question, _ in
                guard question.authorization != nil else {
                    return .init(code: 401, headers: ["WWW-Authenticate": "Basic"])
                }
                guard question.path.contains("/blobs/") else { return sample.answer(question.path) }
                return .init(code: 307, headers: ["Location": "http://\(store.host)\(question.path)"])
            }) { registry in
                let client = Waits().client {
                    $0.logins.add(.password(user: "me", password: "secret"), at: registry.host)
                }
                #expect(await Self.problem(client, "\(registry.host)/app:1") == nil)
                #expect(store.paths.count == 2)
                await client.shutdown()
            }
        }
    }

    @Test("a mirror is asked first, and the registry when the mirror lacks it")
    func mirrors() async throws {
        let sample = Self.sample
        try await FakeRegistry.run({ _, question, _ in sample.answer(question.path) }) { registry in
            try await FakeRegistry.run({ _, question, _ in
                question.path.contains("/kept/") ? sample.answer(question.path) : .init(code: 404)
            }) { mirror in
                let client = Waits().client {
                    var rule = RegistryRules.Rule(prefix: registry.host)
                    rule.mirrors = [.init(location: "\(mirror.host)/copy", isInsecure: true)]
                    $0.rules.rules = [rule]
                }
                #expect(await Self.problem(client, "\(registry.host)/kept/app:1") == nil)
                #expect(registry.paths.isEmpty)
                #expect(mirror.paths.first == "/v2/copy/kept/app/manifests/1")
                #expect(await Self.problem(client, "\(registry.host)/other/app:1") == nil)
                #expect(registry.paths.first == "/v2/other/app/manifests/1")
                await client.shutdown()
            }
        }
    }

    @Test(
        "what is no image is refused",
        arguments: ["[]", "{}", #"{"schemaVersion": 1}"#, "no JSON", #"{"manifests": [{}]}"#])
    func malformed(text: String) async throws {
        try await FakeRegistry.run({ _, _, _ in .init(body: Array(text.utf8)) }) { registry in
            let client = Waits().client()
            guard case .malformed = await Self.problem(client, "\(registry.host)/app:1") else {
                Issue.record("it was taken")
                return await client.shutdown()
            }
            await client.shutdown()
        }
    }
}
