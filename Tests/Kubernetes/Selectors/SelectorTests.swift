import Bytes
import Kubernetes
import Testing

@Suite("Label selectors")
struct LabelSelectorTests {
    static let labels = ["app": "a", "tier": "back", "n": "5", "example.com/x": ""]

    @Test(
        "a selector matches as in kube-apiserver",
        arguments: [
            ("", true), ("app=a", true), ("app==a", true), ("app!=a", false), ("app!=b", true),
            ("missing!=x", true),
            ("app in (a,b)", true), ("app in (b)", false), ("app notin (b)", true),
            ("missing notin (a)", true),
            ("app", true), ("!app", false), ("!missing", true), ("n>4", true), ("n<4", false),
            ("app>1", false),
            ("app=a,tier=back", true), ("app=a,tier=front", false), (" app = a , tier ", true),
            ("example.com/x=", true), ("example.com/x", true), ("app in (a,)", true), ("missing=", false),
            ("in in (in)", false), ("app in (,a)", true),
        ])
    func matches(text: String, expected: Bool) throws {
        #expect(try LabelSelector(parsing: text).matches(labels: Self.labels) == expected)
    }

    @Test(
        "a bad selector is refused in kube-apiserver's words",
        arguments: [
            ("a=b,", "found '', expected: identifier after ','"),
            (",a", "found ',', expected: !, identifier, or 'end of string'"),
            ("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"),
            ("a in b", "unable to parse requirement: found 'b' expected: '('"),
            (
                "a in ()",
                "unable to parse requirement: values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty"
            ),
            ("a=(", "unable to parse requirement: found '(', expected: identifier"),
            ("!", "unable to parse requirement: found '', expected: identifier"),
            ("a=b c", "found 'c', expected: ',' or 'end of string'"),
            (
                "a>x",
                "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer"
            ),
            ("a in (b", "unable to parse requirement: found '', expected: ',' or ')'"),
        ])
    func refuses(text: String, message: String) {
        #expect { try LabelSelector(parsing: text) } throws: { ($0 as? StatusError)?.message == message }
    }

    @Test("a key or a value that is no label is refused", arguments: ["-a=b", "a=b$", "a/b/c=d", "/a"])
    func refusesGrammar(text: String) {
        #expect { try LabelSelector(parsing: text) } throws: {
            let message = ($0 as? StatusError)?.message ?? ""
            return message.hasPrefix("unable to parse requirement: ") && message.contains("Invalid value: ")
        }
    }

    @Test("the structured form means the same")
    func structured() throws {
        let selector = try LabelSelector([
            "matchLabels": ["app": "a"],
            "matchExpressions": [
                ["key": "tier", "operator": "NotIn", "values": ["front"]],
                ["key": "old", "operator": "DoesNotExist"],
            ],
        ])
        #expect(selector.matches(labels: Self.labels))
        #expect(!selector.matches(labels: ["app": "a", "old": "1"]))
        #expect(throws: StatusError.self) {
            try LabelSelector(["matchExpressions": [["key": "a", "operator": "Like"]]])
        }
    }
}

@Suite("Field selectors")
struct FieldSelectorTests {
    @Test("requirements compare fields, and a missing field is empty")
    func matches() throws {
        let selector = try FieldSelector(parsing: #"metadata.name=a\,b,status.phase!=Running,x=="#)
        #expect(selector.matches(fields: ["metadata.name": "a,b", "status.phase": "Pending"]))
        #expect(!selector.matches(fields: ["metadata.name": "a,b", "status.phase": "Running"]))
        #expect(selector.exactValue(of: "metadata.name") == "a,b")
    }

    @Test(
        "a bad selector is refused",
        arguments: [
            ("a", "invalid selector: 'a'; can't understand 'a'"),
            (#"a=\x"#, #"invalid field selector: invalid escape sequence: \x"#),
            ("a=b=c", "invalid field selector: unescaped character in value: ="),
        ])
    func refuses(text: String, message: String) {
        #expect { try FieldSelector(parsing: text) } throws: { ($0 as? StatusError)?.message == message }
    }

    @Test("a field that a type does not declare is not supported")
    func unsupported() throws {
        let pods = try #require(BuiltinKinds.all.first { $0.type.plural == "pods" })
        #expect(throws: Never.self) {
            try pods.check(FieldSelector(parsing: "spec.nodeName=n,metadata.namespace=x"))
        }
        #expect { try pods.check(FieldSelector(parsing: "spec.num=1")) } throws: {
            ($0 as? StatusError)?.message == "field label not supported: spec.num"
        }
    }
}
