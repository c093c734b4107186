import Testing

@testable import KubeBench

@Suite struct ComparisonTests {
    @Test(
        "an operator decides and says what was wanted",
        arguments: [
            (.eq, "", "", true, "'F' is equal to ''"),
            (.eq, "True", "true", true, "'F' is equal to 'true'"),
            (.eq, "true", "True", false, "'F' is equal to 'True'"),
            (.eq, "FALSE", "true", false, "'F' is equal to 'true'"),
            (.eq, "Webhook", "webhook", false, "'F' is equal to 'webhook'"),
            (.noteq, "", "", false, "'F' is not equal to ''"),
            (.noteq, "0", "10", true, "'F' is not equal to '10'"),
            (.noteq, "TRUE", "true", false, "'F' is not equal to 'true'"),
            (.gt, "10", "9", true, "'F' is greater than 9"),
            (.gt, " 9 ", "9", false, "'F' is greater than 9"),
            (.gt, "9m", "9", false, "Invalid Number(s) used for comparison: '9m' '9'"),
            (.gte, "9", "9", true, "'F' is greater or equal to 9"),
            (.gte, "", "9", false, "Invalid Number(s) used for comparison: '' '9'"),
            (.lt, "-1", "0", true, "'F' is lower than 0"),
            (.lte, "1", "0", false, "'F' is lower or equal to 0"),
            (.lte, "0", "zero", false, "Invalid Number(s) used for comparison: '0' 'zero'"),
            (.has, "a,RBAC", "RBAC", true, "'F' has 'RBAC'"),
            (.has, "blah", "", true, "'F' has ''"),
            (.has, "", "blah", false, "'F' has 'blah'"),
            (.nothave, "a,b", "c", true, "'F' does not have 'c'"),
            (.nothave, "blah", "la", false, "'F' does not have 'la'"),
            (.regex, "1.12.7", "^1\\.12.*$", true, "'F' matched by regex expression '^1\\.12.*$'"),
            (.regex, "1.1", "^1\\.12.*$", false, "'F' matched by regex expression '^1\\.12.*$'"),
            (.validElements, "a, b,", "b,a,c", true, "'F' contains valid elements from 'b,a,c'"),
            (.validElements, "a,d", "a,b", false, "'F' contains valid elements from 'a,b'"),
            (.validElements, "", "", true, "'F' contains valid elements from ''"),
            (.validElements, "", "a", false, "'F' contains valid elements from 'a'"),
            (.validElements, "a", "", false, "'F' contains valid elements from ''"),
            (.bitmask, "600", "644", true, "F has permissions 600, expected 644 or more restrictive"),
            (.bitmask, "644", "600", false, "F has permissions 644, expected 600 or more restrictive"),
            (.bitmask, "0", "600", true, "F has permissions 0, expected 600 or more restrictive"),
            (.bitmask, "1777", "777", false, "F has permissions 1777, expected 777 or more restrictive"),
            (.bitmask, "rw", "600", false, "Not numeric value - flag: rw"),
            (.bitmask, "600", "rw", false, "Not numeric value - flag: rw"),
            (.bitmask, "8", "777", false, "Not numeric value - flag: 8"),
        ] as [(Comparison.Operator, String, String, Bool, String)])
    func operators(
        operation: Comparison.Operator, value: String, wanted: String, holds: Bool, expected: String
    ) {
        let result = Comparison(operation: operation, value: wanted).holds(for: value, of: "F")
        #expect(result.holds == holds)
        #expect(result.expected == expected)
    }
}
