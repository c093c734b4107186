import Registry
import Testing

@Suite struct RegistryReferenceTests {
    @Test(
        "a name is completed as every tool does",
        arguments: [
            ("debian", "docker.io/library/debian:latest"),
            ("docker://debian:12", "docker.io/library/debian:12"),
            ("team/app:1.2", "docker.io/team/app:1.2"), ("quay.io/app", "quay.io/app:latest"),
            ("localhost/app", "localhost/app:latest"), ("localhost:5000/a/b/c:x", "localhost:5000/a/b/c:x"),
            ("index.docker.io/library/debian", "docker.io/library/debian:latest"),
            ("[::1]:5000/app:1", "[::1]:5000/app:1"),
            (
                "quay.io/a/b@sha256:" + String(repeating: "0a", count: 32),
                "quay.io/a/b@sha256:" + String(repeating: "0a", count: 32)
            ),
            (
                "quay.io/a:1@sha256:" + String(repeating: "0a", count: 32),
                "quay.io/a:1@sha256:" + String(repeating: "0a", count: 32)
            ),
        ])
    func completed(text: String, expected: String) throws {
        let reference = try RegistryReference(text)
        #expect(reference.description == expected)
        #expect(try RegistryReference(reference.description) == reference)
    }

    @Test(
        "what is no name is refused",
        arguments: [
            "", ":", "Debian", "quay.io/", "quay.io/a//b", "a:", "a:b c", "a@sha256:00", "a@md5:0", "../a",
            "quay.io/../a",
            "a:-x", "a..b", "a___b", "a._b", ".a/b", "quay.io/A/b", "a\n", "http://quay.io/a",
            String(repeating: "a", count: 2000),
        ])
    func refused(text: String) { #expect(throws: RegistryError.self) { try RegistryReference(text) } }
}
