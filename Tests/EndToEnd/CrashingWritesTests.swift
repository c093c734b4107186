import Foundation
import Testing

@Suite(
    "kill -9 under HTTPS load",
    .enabled(if: Kubectl.isPresent && Curl.path != nil, "kubectl, martlet or curl is missing"),
    .serialized, .timeLimit(.minutes(15)))
struct CrashingWritesTests {
    /// A configuration for curl: so many creates, each answered on a line of its own.
    private func requests(_ server: MartletProcess, round: Int, count: Int) throws -> String {
        let state = server.stateDirectory
        let token = try String(contentsOfFile: "\(state)/pki/token", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let filling = String(repeating: "x", count: 600)
        return (0..<count).map { number in
            """
            url = "\(server.api)/api/v1/namespaces/default/configmaps"
            cacert = "\(state)/pki/ca.crt"
            header = "Authorization: Bearer \(token)"
            header = "Content-Type: application/json"
            data = "{\\"metadata\\":{\\"name\\":\\"r\(round)-\(number)\\"},\\"data\\":{\\"k\\":\\"\(filling)\\"}}"
            write-out = "\\n"
            """
        }.joined(separator: "\nnext\n")
    }

    /// The names and versions of the objects that answers carry whole.
    private func acknowledged(_ output: String) -> [(name: String, version: Int)] {
        output.split(separator: "\n").compactMap { line in
            guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                let metadata = object["metadata"] as? [String: Any], let name = metadata["name"] as? String,
                let version = (metadata["resourceVersion"] as? String).flatMap(Int.init)
            else { return nil }
            return (name, version)
        }
    }

    /// Waits until so many ConfigMaps are there: the load is under way.
    private func waitForObjects(_ server: MartletProcess, atLeast count: Int) async throws {
        for _ in 0..<300 {
            let page = try await Kubectl(server)(
                "get", "--raw", "/api/v1/namespaces/default/configmaps?limit=1")
            let object = try? JSONSerialization.jsonObject(with: Data(page.output.utf8)) as? [String: Any]
            let metadata = object?["metadata"] as? [String: Any]
            if (metadata?["remainingItemCount"] as? Int ?? 0) >= count { return }
        }
    }

    @Test("many clients lose no acknowledged write, and no version is handed out twice")
    func keepsWrites() async throws {
        var server = try await MartletProcess(arguments: ["--host-root", try SmallHost().root])
        let curl = Command(path: Curl.path ?? "curl")
        var kept: [String: Int] = [:]
        var versions: Set<Int> = []
        for round in 0..<4 {
            let load = try requests(server, round: round, count: 2500)
            async let answers = curl.run(
                ["--silent", "--parallel", "--parallel-immediate", "--parallel-max", "48", "--config", "-"],
                input: load)
            try await waitForObjects(server, atLeast: kept.count + 150 * (round + 1))
            server.killNow()
            let written = acknowledged(try await answers.output)
            #expect(!written.isEmpty, "the server was killed before it had acknowledged anything")
            for (name, version) in written {
                #expect(versions.insert(version).inserted, "version \(version) was handed out twice")
                kept[name] = version
            }
            server = try await MartletProcess(stateDirectory: server.stateDirectory)
        }
        let list = try await Kubectl(server)(
            "get", "configmaps", "-n", "default", "-o",
            "jsonpath={range .items[*]}{.metadata.name} {.metadata.resourceVersion}{\"\\n\"}{end}")
        var found: [String: Int] = [:]
        for line in list.lines {
            let words = line.split(separator: " ")
            if words.count == 2 { found[String(words[0])] = Int(words[1]) }
        }
        for (name, version) in kept { #expect(found[name] == version, "\(name)@\(version) is lost") }
        server.stop()
    }
}

/// The client that sends many requests at once.
enum Curl {
    static let path = ["/usr/bin/curl", "/bin/curl"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }
}
