import Testing
import XCCDF

@Suite struct ScoreTests {
    static let models = ScoringModel.allCases.map { "<model system='\($0.rawValue)'/>" }.joined()

    @Test("each model that the benchmark names gives a score")
    func models() throws {
        let subject = try benchmark(
            Self.models + "<Group id='g' weight='3'><title/>\(rule("a", "weight='2'"))</Group>"
                + rule("b", answers: "fail") + rule("c", answers: "notchecked")
                + rule("d", "role='unscored'", answers: "fail"))
        #expect(
            try subject.evaluate().scores == [
                Score(model: .default, value: 75, maximum: 100), Score(model: .flat, value: 2, maximum: 3),
                Score(model: .flatUnweighted, value: 1, maximum: 2),
                Score(model: .absolute, value: 0, maximum: 1),
            ])
    }

    @Test("the absolute score is 1 when every rule that counts passes")
    func absolute() throws {
        let subject = try benchmark(
            "<model system='urn:xccdf:scoring:absolute'/><model system='urn:of:others'/>" + rule("a")
                + rule("c", answers: "notapplicable"))
        #expect(try subject.evaluate().scores == [Score(model: .absolute, value: 1, maximum: 1)])
        #expect(try benchmark(rule("a")).evaluate().scores.map(\.model) == [.default])
    }
}
