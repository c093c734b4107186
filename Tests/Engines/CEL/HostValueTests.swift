import CEL
import Testing

@Suite("Values and functions of the host")
struct HostValueTests {
    private struct Check: CELHostValue, Equatable {
        var words: [String]
        var type: CELType { .opaque("test.Check") }
    }

    /// Finds its fields when they are asked for, and charges for it.
    private struct Lazy: CELHostValue {
        let programs: [String: CELProgram]
        var type: CELType { .object(ObjectType(name: "Lazy", fields: programs.mapValues(\.resultType))) }
        func isEqual(to other: any CELHostValue) -> Bool { false }
        func hasField(_ name: String) -> Bool { programs[name] != nil }
        func field(_ name: String, budget: inout CostBudget) throws(CELEvaluationError) -> CELValue? {
            guard let program = programs[name] else { return nil }
            return try program.evaluate([:], budget: &budget)
        }
    }

    @Test("functions of the host chain on its values")
    func functions() throws {
        let type = CELType.opaque("test.Check")
        let function = { (name: String) in
            CELFunction(name, isMember: true, [type, .string], type) { a throws(CELEvaluationError) in
                guard case .host(let host) = a[0], let check = host as? Check, case .string(let word) = a[1]
                else {
                    throw .failed("no such overload")
                }
                return .host(Check(words: check.words + ["\(name)=\(word)"]))
            }
        }
        let allowed = CELFunction("allowed", isMember: true, [type], .bool, cost: .constant(350_000)) { a in
            guard case .host(let host) = a[0], let check = host as? Check else { return .bool(false) }
            return .bool(check.words == ["group=apps", "resource=deployments"])
        }
        let environment = CELEnvironment(
            variables: ["authorizer": type], functions: [function("group"), function("resource"), allowed])
        let program = try CELProgram(
            compiling: "authorizer.group('apps').resource('deployments').allowed()", in: environment)
        var budget = CostBudget()
        #expect(try program.evaluate(["authorizer": .host(Check(words: []))], budget: &budget) == .bool(true))
        #expect(budget.used == 350_003)
    }

    @Test("a field is found when it is asked for, and what that costs is counted")
    func lazyFields() throws {
        let inner = try CELProgram(compiling: "[1, 2].map(x, x)", in: CELEnvironment(variables: [:]))
        let broken = try CELProgram(compiling: "[1 / 0]", in: CELEnvironment(variables: [:]))
        let variables = Lazy(programs: ["good": inner, "broken": broken])
        let environment = CELEnvironment(variables: ["variables": variables.type])
        let program = try CELProgram(
            compiling: "variables.good.size() == 2 || variables.broken.size() == 1", in: environment)
        var budget = CostBudget()
        #expect(try program.evaluate(["variables": .host(variables)], budget: &budget) == .bool(true))
        #expect(budget.used > 30)
        var small = CostBudget(limit: 20)
        #expect(throws: CELEvaluationError.costExceeded) {
            try program.evaluate(["variables": .host(variables)], budget: &small)
        }
    }

    @Test("named formats say what is wrong with a text")
    func formats() throws {
        let formats = CELFunction.formats(["even": { $0.count % 2 == 0 ? [] : ["is odd"] }])
        let environment = CELEnvironment(variables: [:], functions: formats)
        let source =
            "!format.even().validate('ab').hasValue() && format.even().validate('a').value() == ['is odd'] "
            + "&& format.named('even').hasValue() && !format.named('odd').hasValue()"
        var budget = CostBudget()
        #expect(
            try CELProgram(compiling: source, in: environment).evaluate([:], budget: &budget) == .bool(true))
    }
}
