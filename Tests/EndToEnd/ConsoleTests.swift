import Foundation
import Testing

/// The console over HTTP and in a real browser.
@Suite("Console", .enabled(if: Kubectl.isPresent, "kubectl or martlet is missing"), .timeLimit(.minutes(15)))
struct ConsoleTests {
    private func curl(_ arguments: String...) async throws -> String {
        let outcome = try await Command(path: "/usr/bin/curl").run(
            ["-sS", "-i", "--max-time", "10"] + arguments)
        return outcome.output
    }

    private func token(of server: MartletProcess) throws -> String {
        try String(contentsOfFile: "\(server.stateDirectory)/pki/token", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test("nobody sees a page without signing in", arguments: ["/", "/compliance"])
    func guarded(path: String) async throws {
        let server = try await MartletProcess.shared()
        let answer = try await curl("\(server.console)\(path)")
        #expect(answer.hasPrefix("HTTP/1.1 303"))
        #expect(answer.lowercased().contains("location: /sign-in"))
        let forged = try await curl("-H", "Cookie: martlet=deadbeef", "\(server.console)\(path)")
        #expect(forged.hasPrefix("HTTP/1.1 303"))
    }

    @Test("a wrong token is refused, the cluster's own opens a session that scripts cannot read")
    func signsIn() async throws {
        let server = try await MartletProcess.shared()
        #expect(
            try await curl("--data", "token=wrong", "\(server.console)/sign-in").hasPrefix("HTTP/1.1 403"))
        let answer = try await curl("--data", "token=\(token(of: server))", "\(server.console)/sign-in")
        #expect(answer.hasPrefix("HTTP/1.1 303"))
        let cookie = try #require(
            answer.split(separator: "\r\n").first { $0.lowercased().hasPrefix("set-cookie:") })
        #expect(cookie.contains("HttpOnly"))
        #expect(cookie.contains("SameSite=Strict"))
        let session = try #require(
            cookie.split(separator: "=").dropFirst().first?.split(separator: ";").first)
        let overview = try await curl("-H", "Cookie: martlet=\(session)", "\(server.console)/")
        #expect(overview.hasPrefix("HTTP/1.1 200"))
        #expect(overview.contains("<th scope=\"row\">"))
        #expect(
            overview.contains("content-security-policy: default-src 'none'")
                || overview.contains("Content-Security-Policy: default-src 'none'"))
    }

    @Test("a real browser draws the sign-in page", .enabled(if: Chromium.path != nil, "chromium is missing"))
    func browser() async throws {
        let server = try await MartletProcess.shared()
        let profile = TemporaryFolder.path()
        defer { try? FileManager.default.removeItem(atPath: profile) }
        let outcome = try await Command(
            path: Chromium.path ?? "", environment: ["PATH": "/usr/bin:/bin", "HOME": profile]
        ).run([
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--user-data-dir=\(profile)", "--virtual-time-budget=2000", "--dump-dom", "\(server.console)/",
        ])
        #expect(outcome.output.contains("<label for=\"token\">"), "\(outcome)")
    }
}

/// The browser that Debian ships.
private enum Chromium {
    static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }
}
