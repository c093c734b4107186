import Testing

@testable import Registry

@Suite struct ChallengeTests {
    @Test(
        "what a registry asks for is read, a token before a password",
        arguments: [
            (["Basic realm=\"x\""], Challenge.basic),
            (
                ["Bearer realm=\"https://a/t\",service=\"b, c\",scope=\"repository:x:pull,push\""],
                .bearer(realm: "https://a/t", service: "b, c", scope: "repository:x:pull,push")
            ),
            (
                ["Basic realm=x, bearer Realm=\"https://a\\\"/t\""],
                .bearer(realm: "https://a\"/t", service: nil, scope: nil)
            ),
            (["Negotiate", "BASIC"], .basic),
        ])
    func read(headers: [String], expected: Challenge) { #expect(Challenge(headers) == expected) }

    @Test(
        "what is not known is none",
        arguments: ["", "Negotiate", "Bearer service=x", "=,=,\"", "Bearer realm"])
    func unknown(header: String) { #expect(Challenge([header]) == nil) }
}
