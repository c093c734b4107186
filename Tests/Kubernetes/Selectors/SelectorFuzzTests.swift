import Bytes
import Fuzzing
import Kubernetes
import Testing

@Suite("Mutants of selectors")
struct SelectorFuzzTests {
    /// A requirement in the grammar of a label selector.
    private static func text(_ requirement: LabelSelector.Requirement) -> String {
        let values = requirement.values.joined(separator: ",")
        return switch requirement.comparison {
        // A set of the empty text alone has no form of its own.
        case .in where values.isEmpty: "\(requirement.key)="
        case .notIn where values.isEmpty: "\(requirement.key)!="
        case .in: "\(requirement.key) in (\(values))"
        case .notIn: "\(requirement.key) notin (\(values))"
        case .exists: requirement.key
        case .doesNotExist: "!\(requirement.key)"
        case .greaterThan: "\(requirement.key)>\(values)"
        case .lessThan: "\(requirement.key)<\(values)"
        }
    }

    @Test(
        "a label selector that parses says the same when it is written and read again",
        .timeLimit(.minutes(15)))
    func labels() throws {
        let corpus = [
            "a=b,c!=d", "x in (a,b, c),y notin (d),!z,w", "example.com/a==1,n>5,m<7", "in in (in,notin)",
            "a in (,b)",
        ]
        let tokens = [
            "in", "notin", "(", ")", ",", "=", "==", "!=", "!", ">", "<", " ", "()", "é", "\n", "/", "a/b",
        ]
        var parsed = 0
        for mutant in Mutants(of: corpus, tokens: tokens, count: 4000) {
            guard let selector = try? LabelSelector(parsing: mutant.text) else { continue }
            parsed += 1
            let text = selector.requirements.map(Self.text).joined(separator: ",")
            #expect(try LabelSelector(parsing: text) == selector, "\(mutant) became \(text)")
            _ = selector.matches(labels: ["a": "b", "n": "6", "x": ""])
        }
        #expect(parsed > 400)
    }

    @Test(
        "a field selector that parses says the same when it is written and read again",
        .timeLimit(.minutes(15)))
    func fields() throws {
        let corpus = [
            "metadata.name=a,spec.nodeName!=b", "a==b\\,c\\=d\\\\e", ",a=,", "status.phase!=Running",
        ]
        let tokens = ["=", "==", "!=", "!", ",", "\\", "\\,", "\\=", "\\\\", " ", "é"]
        var parsed = 0
        for mutant in Mutants(of: corpus, tokens: tokens, count: 4000) {
            guard let selector = try? FieldSelector(parsing: mutant.text) else { continue }
            parsed += 1
            let text = selector.requirements.map { requirement in
                let value = requirement.value.unicodeScalars.map { scalar in
                    [",", "=", "\\"].contains(scalar) ? "\\\(scalar)" : "\(scalar)"
                }
                return requirement.field + (requirement.isEqual ? "=" : "!=") + value.joined()
            }
            let again = try? FieldSelector(parsing: text.joined(separator: ","))
            #expect(again == selector, "\(mutant) became \(text)")
        }
        #expect(parsed > 400)
    }

    @Test("a selector of any JSON is read or refused", .timeLimit(.minutes(15)))
    func json() throws {
        let random = RandomJSON(
            names: ["matchLabels", "matchExpressions", "key", "operator", "values", "a", "é", "e\u{301}"],
            scalars: ["\"In\"", "\"NotIn\"", "\"Exists\"", "\"DoesNotExist\"", "\"b\""])
        for seed in 0..<2000 as Range<UInt64> {
            var numbers = SplitMix64(seed: seed)
            let json = try JSON(parsing: random.object(&numbers))
            guard let selector = try? LabelSelector(json) else { continue }
            let isOfAll = selector.matches(labels: [:])
            #expect(!selector.isEmpty || isOfAll, "seed \(seed): \(json.text)")
        }
    }
}
