import Testing

@testable import Registry

@Suite struct RegistryRulesTests {
    private static let text = """
        unqualified-search-registries = ["docker.io",
          "quay.io"] # a list
        short-name-mode = "enforcing"

        [[registry]]
        prefix = "quay.io/team"   # ours
        location = "registry.example.org:5000/quay"
        insecure = true
        [[registry.mirror]]
        location = "mirror-a.example.org"
        pull-from-mirror = "digest-only"
        [[registry.mirror]]
        location = 'mirror-b.example.org/deep'
        insecure = true

        [[registry]]
        location = "docker.io"
        mirror-by-digest-only = true
        [[registry.mirror]]
        location = "hub.example.org/hub"

        [[registry]]
        prefix = "*.evil.example.org"
        blocked = true

        [aliases]
        "fedora" = "registry.fedoraproject.org/fedora"
        """

    private func places(_ text: String) throws -> [String] {
        let rules = try RegistryRules(Array(Self.text.utf8), path: "registries.conf")
        return try rules.candidates(for: RegistryReference(text)).map {
            $0.reference.description + ($0.isInsecure ? " insecure" : "")
        }
    }

    @Test("mirrors come first, each for the references that it is there for")
    func mirrors() throws {
        #expect(
            try places("quay.io/team/app:1") == [
                "mirror-b.example.org/deep/app:1 insecure", "registry.example.org:5000/quay/app:1 insecure",
            ])
        let digest = "sha256:" + String(repeating: "0", count: 64)
        #expect(
            try places("quay.io/team/app@\(digest)") == [
                "mirror-a.example.org/app@\(digest)", "mirror-b.example.org/deep/app@\(digest) insecure",
                "registry.example.org:5000/quay/app@\(digest) insecure",
            ])
        #expect(try places("debian:12") == ["docker.io/library/debian:12"])
        #expect(
            try places("debian@\(digest)") == [
                "hub.example.org/hub/library/debian@\(digest)", "docker.io/library/debian@\(digest)",
            ])
        #expect(try places("quay.io/teams/app:1") == ["quay.io/teams/app:1"])
    }

    @Test("what is blocked is not fetched")
    func blocked() {
        #expect(throws: RegistryError.self) { try places("a.evil.example.org:5000/x") }
    }

    @Test(
        "an error names the line",
        arguments: [
            ("[[registry]]\nprefix = 1", "registries.conf:2: "),
            ("[[registry.mirror]]", "registries.conf:1: "),
            ("[[registry", "registries.conf:1: "), ("x", "registries.conf:1: "),
            ("a = [", "registries.conf:1: "),
            ("[[registry]]\nblocked = \"yes\"", "registries.conf:2: "), ("a = \"b", "registries.conf:1: "),
            ("[[registry]]\n\n", "registries.conf: "),
            ("[[registry]]\n[[registry.mirror]]\npull-from-mirror=\"x\"", "registries.conf:3: "),
        ])
    func broken(text: String, start: String) {
        do throws(RegistryError) {
            let rules = try RegistryRules(Array(text.utf8), path: "registries.conf")
            Issue.record("read as \(rules)")
        } catch { #expect(error.description.hasPrefix(start), "\(error)") }
    }
}
