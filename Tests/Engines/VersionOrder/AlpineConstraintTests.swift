import Testing
import VersionOrder

@Suite("apk's fuzzy match")
struct AlpineConstraintTests {
    @Test(
        "a version matches what it begins with",
        arguments: [
            ("3.6.0", "3.6"), ("3.6.9-r1", "3.6"), ("3.6_pre1", "3.6"), ("3.6.9_post1", "3.6"),
            ("3.6.0", "3.6.0"),
            ("3.6", "3"), ("3.6a", "3.6"), ("3.6_p10", "3.6_p10"),
        ])
    func matching(version: String, pattern: String) {
        #expect(AlpineConstraint.matches(version, fuzzily: pattern))
    }

    @Test(
        "a version does not match what it only looks like",
        arguments: [
            ("3.6.0", "3.8"), ("3.8", "3.8.1"), ("3.8.0.1", "3.8.1"), ("3.60", "3.6"), ("36", "3"),
            ("3.6_p1", "3.6_p10"),
            ("3.6_p10", "3.6_p1"), ("3.6", ""), ("", "3"), ("3.6-r1", "3.6-r"),
        ])
    func different(version: String, pattern: String) {
        #expect(!AlpineConstraint.matches(version, fuzzily: pattern))
    }
}
