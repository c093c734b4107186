import Testing

@testable import OVAL

@Suite("Truth tables of oval-common-schema 5.11")
struct TruthTableTests {
    /// T, F, E, U, n (not evaluated), a (not applicable).
    private static func verdicts(_ letters: String) -> [Verdict] {
        letters.map { letter in
            switch letter {
            case "T": .true
            case "F": .false
            case "E": .error
            case "U": .unknown
            case "n": .notEvaluated
            default: .notApplicable
            }
        }
    }

    @Test(
        "check combines results by its table",
        arguments: [
            ("TTa", "TTFF"), ("TFEUna", "FTFE"), ("FFa", "FFTF"), ("TE", "ETFE"), ("TU", "UTFU"),
            ("Tn", "nTFn"),
            ("FE", "FEEE"), ("FU", "FUUU"), ("Fn", "Fnnn"), ("aa", "aaaa"), ("T", "TTFT"), ("TTE", "ETFF"),
            ("", "UUUU"),
        ])
    func check(results: String, expected: String) {
        let order: [Check] = [.all, .atLeastOne, .noneSatisfy, .onlyOne]
        #expect(order.map { $0.verdict(Tally(Self.verdicts(results))) } == Self.verdicts(expected))
    }

    @Test(
        "operators combine results by their table",
        arguments: [
            ("TT", "TTFF"), ("TF", "FTTT"), ("FF", "FFFF"), ("TTT", "TTTF"), ("TE", "ETEE"), ("FE", "FEEE"),
            ("TTE", "ETEF"), ("TU", "UTUU"), ("FU", "FUUU"), ("Tn", "nTnn"), ("Ta", "TTTT"), ("aa", "aaaa"),
            ("", "UUUU"),
        ])
    func operators(results: String, expected: String) {
        let order: [Operator] = [.and, .or, .xor, .one]
        #expect(order.map { $0.verdict(Tally(Self.verdicts(results))) } == Self.verdicts(expected))
    }

    @Test(
        "existence is judged by its table; e exists, d does not, r error, n not collected",
        arguments: [
            ("e", "TTTFT"), ("", "FTFTF"), ("d", "FTFTF"), ("ed", "FTTFT"), ("r", "EEEEE"), ("er", "ETTFE"),
            ("n", "UTUUU"), ("en", "UTTFU"), ("ee", "TTTFF"), ("eer", "ETTFF"), ("dr", "FEEEE"),
        ])
    func existence(statuses: String, expected: String) {
        let items = statuses.map { letter in
            thing(
                status: letter == "e"
                    ? .exists : letter == "d" ? .doesNotExist : letter == "r" ? .error : .notCollected)
        }
        let order: [Existence] = [.all, .any, .atLeastOne, .none, .onlyOne]
        #expect(order.map { $0.verdict(ItemList(items)) } == Self.verdicts(expected))
    }

    @Test("negation swaps true and false and nothing else")
    func negation() {
        #expect(
            Verdict.allCases.map(\.negated) == [
                .false, .true, .unknown, .error, .notEvaluated, .notApplicable,
            ])
    }

    @Test("set flags follow the tables of SetOperatorEnumeration")
    func setFlags() {
        let flags: [CollectionFlag] = [
            .error, .complete, .incomplete, .doesNotExist, .notCollected, .notApplicable,
        ]
        let letters: [CollectionFlag: Character] = [
            .error: "E", .complete: "C", .incomplete: "I", .doesNotExist: "D", .notCollected: "N",
            .notApplicable: "A",
        ]
        func table(_ operation: ObjectSet.Operation) -> [String] {
            flags.map { second in String(flags.compactMap { letters[operation.flag($0, second)] }) }
        }
        #expect(table(.union) == ["EEEEEE", "ECICIC", "EIIIII", "ECIDID", "EIIINN", "ECIDNA"])
        #expect(table(.intersection) == ["EEEDEE", "ECIDNC", "EIIDNI", "DDDDDD", "ENNDNN", "ECIDNA"])
        #expect(table(.complement) == ["EEEDEE", "ECIDNE", "EEEDNE", "ECIDNE", "ENNDNE", "EEEEEE"])
    }
}
