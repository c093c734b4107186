import Testing

/// jq's own tests, as Debian's source package has them (`Scripts/fetch-jq-tests`).
@Suite(
    "jq's own tests pass",
    .enabled(if: ConformanceFile.folder != nil, "MARTLET_JQ_TESTS names no folder with jq's tests"))
struct ConformanceTests {
    /// Programs whose result differs, with the reason in docs/jq-differences.md.
    private static let known: Set<String> = [#"[match(".+?\\b")]"#]

    @Test("every case", arguments: ["jq", "man", "manonig", "onig", "base64", "optional"])
    func every(file: String) throws {
        let cases = try ConformanceFile(file).cases
        #expect(!cases.isEmpty)
        for test in cases where !Self.known.contains(test.program) {
            let difference = ConformanceFile.difference(test)
            #expect(difference == nil, "\(file).test:\(test.line): \(test.program)")
        }
    }
}
