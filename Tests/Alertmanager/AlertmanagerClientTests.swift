import Bytes
import Capability
import HTTPRecorder
import Logging
import TemporaryFolders
import Testing

@testable import Alertmanager

@Suite("Alerts for an Alertmanager", .timeLimit(.minutes(2)))
struct AlertmanagerClientTests {
    private static let alert = Alert(
        labels: ["alertname": "NonCompliant", "name": "s"], annotations: ["summary": "bad"],
        startsAt: "2026-01-02T03:04:05Z", endsAt: "2026-01-02T06:04:05Z")

    /// Sends the alert; gives the sentence of the failure, or nil.
    private static func send(_ configuration: AlertmanagerConfiguration) async throws -> String? {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let client = try AlertmanagerClient(configuration, logger: logger)
        var failure: String?
        do { try await client.send([alert]) } catch { failure = "\(error)" }
        await client.shutdown()
        return failure
    }

    private static func address(_ text: String) throws -> AlertmanagerAddress {
        try #require(AlertmanagerAddress(text))
    }

    @Test("an alert is posted with its times, its annotations and the labels of the sender")
    func posts() async throws {
        try await HTTPRecorder.run { recorder in
            let configuration = try AlertmanagerConfiguration(
                addresses: [try Self.address("\(recorder.url)/am/")],
                labels: ["instance": "host", "name": "not the alert's"])
            let failure = try await Self.send(configuration)
            #expect(failure == nil)
            let request = try #require(recorder.requests.first)
            #expect(request.line == "POST /am/api/v2/alerts")
            #expect(request.headers["content-type"] == "application/json")
            #expect(request.headers["authorization"] == nil)
            #expect(
                request.json == [
                    [
                        "labels": ["alertname": "NonCompliant", "instance": "host", "name": "s"],
                        "annotations": ["summary": "bad"], "startsAt": "2026-01-02T03:04:05Z",
                        "endsAt": "2026-01-02T06:04:05Z",
                    ]
                ])
        }
    }

    @Test("the token is read anew for each alert, without the line break at its end")
    func token() async throws {
        let folder = TemporaryFolder()
        let file = folder.write("token", "first\n")
        try await HTTPRecorder.run { recorder in
            let configuration = try AlertmanagerConfiguration(
                addresses: [try Self.address(recorder.url)], tokenFile: file)
            _ = try await Self.send(configuration)
            folder.write("token", "second")
            _ = try await Self.send(configuration)
            #expect(
                recorder.requests.map { $0.headers["authorization"] } == ["Bearer first", "Bearer second"])
        }
    }

    @Test(
        "a token that is none is refused before anything is sent",
        arguments: ["", "\n", "a b", "a\r\nX: y", "é"])
    func badToken(text: String) async throws {
        let file = TemporaryFolder()
        let path = file.write("token", text)
        try await HTTPRecorder.run { recorder in
            let failure = try await Self.send(
                AlertmanagerConfiguration(addresses: [try Self.address(recorder.url)], tokenFile: path))
            #expect(failure == "\(path): --alertmanager-token-file: holds no token")
            #expect(recorder.requests.isEmpty)
        }
    }

    @Test("a token does not go over the network in the open")
    func openToken() throws {
        let address = try Self.address("http://alerts.example")
        #expect(throws: AlertmanagerError.self) {
            try AlertmanagerConfiguration(addresses: [address], tokenFile: "/token")
        }
    }

    @Test(
        "a refusal is told with the server's words, on one line",
        arguments: [
            (400, "answered 400: \"start time\" is bad"), (503, "answered 503: \"start time\" is bad"),
            (307, "answered 307, and redirects are not followed; name the address it leads to"),
            (401, "answered 401; is --alertmanager-token-file the right one?: \"start time\" is bad"),
        ])
    func refusal(code: Int, sentence: String) async throws {
        try await HTTPRecorder.run(answering: [code], saying: "\"start\ntime\" \u{1B}is bad\n") { recorder in
            let failure = try await Self.send(
                AlertmanagerConfiguration(addresses: [try Self.address(recorder.url)]))
            #expect(failure == "\(recorder.url): \(sentence)")
            #expect(recorder.requests.count == 1)
        }
    }

    @Test("one of several that takes the alert is enough; all are told")
    func several() async throws {
        try await HTTPRecorder.run(answering: [500]) { broken in
            try await HTTPRecorder.run { sound in
                let failure = try await Self.send(
                    AlertmanagerConfiguration(
                        addresses: try ["http://127.0.0.1:1", broken.url, sound.url].map(Self.address)))
                #expect(failure == nil)
                #expect(broken.requests.count == 1)
                #expect(sound.requests.count == 1)
            }
        }
    }

    @Test("nobody listening is a sentence that names the address")
    func nobody() async throws {
        let failure = try await Self.send(
            AlertmanagerConfiguration(addresses: [try Self.address("http://127.0.0.1:1")]))
        #expect(failure == "http://127.0.0.1:1: cannot be reached: Connection refused")
    }

    @Test("over HTTPS the server must prove who it is by the authority that is named")
    func encrypted() async throws {
        let folder = TemporaryFolder()
        let right = folder.write("ca.pem", RecorderCertificates.authority)
        let wrong = folder.write("other.pem", RecorderCertificates.other)
        try await HTTPRecorder.run(isEncrypted: true) { recorder in
            let address = try Self.address(recorder.url)
            let trusted = try await Self.send(
                AlertmanagerConfiguration(addresses: [address], authorityFile: right))
            #expect(trusted == nil)
            for authority in [wrong, nil] {
                let failure = try await Self.send(
                    AlertmanagerConfiguration(addresses: [address], authorityFile: authority))
                #expect(failure?.contains("cannot prove who it is") == true, "\(failure ?? "sent")")
            }
            #expect(recorder.requests.count == 1)
        }
    }

    @Test("an authority that cannot be read, or is none, is named")
    func badAuthority() throws {
        let file = TemporaryFolder()
        let path = file.write("ca.pem", "no certificate")
        for (place, reason) in [
            ("/nowhere/ca.pem", "cannot be opened: No such file or directory"),
            (path, "is not a certificate in PEM"),
        ] {
            let configuration = try AlertmanagerConfiguration(
                addresses: [try Self.address("https://a")], authorityFile: place)
            #expect(throws: AlertmanagerError(place: place, reason: "--alertmanager-cafile: \(reason)")) {
                try AlertmanagerClient(configuration, logger: Logger(label: "test"))
            }
        }
    }
}
