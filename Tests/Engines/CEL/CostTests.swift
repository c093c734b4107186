import Bytes
import CEL
import Testing

@Suite("Costs")
struct CostTests {
    private static func words(_ count: UInt64, of length: UInt64) -> CELShape {
        // `maxLength` counts characters of up to four bytes.
        CELShape(.list(CELShape(.scalar(.string), maxSize: length * 4), .atomic), maxSize: count)
    }

    private func most(_ source: String, _ shape: CELShape) throws -> UInt64 {
        let environment = CELEnvironment(variables: ["self": shape.type])
        return try CELProgram(compiling: source, in: environment).estimatedCost(of: ["self": shape]).maximum
    }

    /// Measured on kube-apiserver's own validation with `self.all(x, x.contains('gpu'))`.
    @Test(
        "a rule over a list is accepted up to the length that kube-apiserver accepts",
        arguments: [(16, 909_090), (63, 333_333), (253, 94_339), (1024, 24_154)] as [(UInt64, UInt64)])
    func peer(length: UInt64, count: UInt64) throws {
        let rule = "self.all(x, x.contains('gpu'))"
        #expect(try most(rule, Self.words(count, of: length)) <= 10_000_000)
        #expect(try most(rule, Self.words(count + 1, of: length)) > 10_000_000)
    }

    @Test(
        "simple expressions cost what cel-go counts",
        arguments: [
            ("self.size() > 0", 3), ("true", 0), ("self == self", 1), ("[1, 2, 3].size() == 3", 12),
            ("{}.size() == 0", 32),
        ] as [(String, UInt64)])
    func simple(source: String, cost: UInt64) throws {
        let shape = CELShape(.list(CELShape(.scalar(.int)), .atomic), maxSize: 0)
        var budget = CostBudget()
        let environment = CELEnvironment(variables: ["self": shape.type])
        let program = try CELProgram(compiling: source, in: environment)
        _ = try program.evaluate(["self": CELValue(json: [], as: shape)], budget: &budget)
        let estimate = program.estimatedCost(of: ["self": shape])
        #expect(estimate.minimum <= budget.used && budget.used <= max(estimate.maximum, cost + 2))
    }

    @Test("nested loops over lists without bounds are more than any limit")
    func unbounded() throws {
        let shape = CELShape(.list(CELShape(.scalar(.string)), .atomic))
        #expect(try most("self.all(x, self.all(y, x == y))", shape) == .max)
    }

    @Test(
        "an evaluation ends when its budget does, whatever could absorb that",
        arguments: [
            "[1, 2, 3].map(x, [1, 2, 3].map(y, x * y)).size() > 0 || true",
            "[1, 2, 3].exists(x, [1, 2, 3].all(y, x > y)) || true",
            "true && [1, 2, 3].map(x, x).size() == 3",
        ])
    func exhausted(source: String) {
        #expect(
            value(of: source, budget: CostBudget(limit: 15))
                == "error: operation cancelled: actual cost limit exceeded")
        #expect(value(of: source) == "true")
    }

    @Test("a budget is told what was used, and takes no more than it has")
    func budget() {
        var budget = CostBudget(limit: 10)
        #expect(throws: Never.self) { try budget.spend(4) }
        #expect(budget.used == 4 && budget.remaining == 6)
        #expect(throws: CELEvaluationError.costExceeded) { try budget.spend(.max) }
        #expect(budget.remaining == 0)
    }

    @Test(
        "what would fill the memory is refused before it does",
        arguments: [
            "big.replace('', big).replace('', big).size() > 0", "list.join(big).size() > 0",
        ])
    func blowUp(source: String) {
        let big = String(repeating: "x", count: 100_000)
        let list = CELValue.list([CELValue](repeating: .string("a"), count: 10_000))
        let result = value(
            of: source, ["big": (.string, .string(big)), "list": (.list(.string), list)],
            budget: CostBudget(limit: .max))
        #expect(result == "error: operation cancelled: actual cost limit exceeded")
    }

    @Test("a pattern that would match for ever ends")
    func catastrophicPattern() {
        let text = String(repeating: "a", count: 40) + "!"
        let result = value(of: "text.matches('^(a+)+$')", ["text": (.string, .string(text))])
        #expect(result == "false" || result == "error: operation cancelled: actual cost limit exceeded")
    }
}
