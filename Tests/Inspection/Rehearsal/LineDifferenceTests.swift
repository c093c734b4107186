import Testing

@testable import Rehearsal

@Suite struct LineDifferenceTests {
    @Test(
        "lines are compared as diff -u does",
        arguments: [
            ("a b c", "a b c", ""),
            ("", "a", "@@ -0,0 +1 @@\n+a\n"),
            ("a", "", "@@ -1 +0,0 @@\n-a\n"),
            ("a b c", "a x c", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"),
            (
                "1 2 3 4 5 6 7 8 9 10", "1 2 3 4 5 6 7 8 9 10 11",
                "@@ -8,3 +8,4 @@\n 8\n 9\n 10\n+11\n"
            ),
            (
                "a 1 2 3 4 5 6 7 z", "b 1 2 3 4 5 6 7 y",
                "@@ -1,4 +1,4 @@\n-a\n+b\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-z\n+y\n"
            ),
            (
                "a 1 2 3 4 5 6 z", "b 1 2 3 4 5 6 y",
                "@@ -1,8 +1,8 @@\n-a\n+b\n 1\n 2\n 3\n 4\n 5\n 6\n-z\n+y\n"
            ),
        ])
    func compares(old: String, new: String, expected: String) {
        #expect(
            LineDifference(from: old.split(separator: " "), to: new.split(separator: " ")).text == expected)
    }
}
