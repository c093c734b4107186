import Bytes
import ComplianceVerbs
import Fuzzing
import Testing
import XCCDF

struct ResultDifferenceTests {
    func list(_ outcomes: [(String, Outcome)]) -> ResultList {
        ResultList(
            rows: outcomes.map {
                .init(rule: $0.0, outcome: $0.1, severity: .high, title: "Title of \($0.0)")
            })
    }

    @Test("each rule that differs is told once, with what it means")
    func kinds() {
        let difference = ResultDifference(
            from: list([
                ("a", .pass), ("b", .fail), ("c", .pass), ("d", .error), ("e", .pass), ("g", .notSelected),
            ]),
            to: list([("a", .fail), ("b", .pass), ("c", .pass), ("d", .unknown), ("f", .fail), ("g", .pass)]))
        let kinds = difference.changes.map { "\($0.rule) \($0.kind)" }
        #expect(kinds == ["a broken", "b repaired", "d changed", "f added", "g added", "e removed"])
        #expect(difference.unchangedCount == 1)
        #expect(difference.hasBroken(atLeast: .high))
        #expect(difference.json["counts"]?["broken"] == .int(1))
    }

    @Test("a result does not differ from itself")
    func identity() {
        let one = list([("a", .pass), ("b", .fail)])
        #expect(ResultDifference(from: one, to: one).changes.isEmpty)
        #expect(!ResultDifference(from: one, to: one).hasBroken(atLeast: .unknown))
    }

    @Test(
        "JSON that holds no results is refused with the place",
        arguments: [
            ("[]", "results: the list of results is missing"),
            (#"{"results":[{"id":"x"}]}"#, "results[0].result: no such outcome"),
            (#"{"results":[{"result":"pass"}]}"#, "results[0].id: a text is missing"),
        ])
    func refusesJSON(text: String, reason: String) {
        let error = #expect(throws: ResultListError.self) {
            try ResultList(json: Array(text.utf8), file: "a.json")
        }
        #expect(error?.description == "a.json: \(reason)")
    }

    @Test("mutilated JSON is read or refused, never worse")
    func fuzz() {
        let seed = #"{"results":[{"id":"x","result":"pass","severity":"low","title":"T"}]}"#
        var read = 0
        for mutant in Mutants(of: [seed], tokens: ["null", "[", "fail"], count: 2000) {
            if (try? ResultList(json: mutant.bytes, file: "m"))?.rows.isEmpty == false { read += 1 }
        }
        #expect(read > 0)
    }
}
