import Bytes
import CEL
import Testing

@Suite("Values out of JSON")
struct JSONValueTests {
    private static let shape = CELShape(
        .object([
            "name": .init(member: "name", shape: CELShape(.scalar(.string))),
            "ratio": .init(member: "ratio", shape: CELShape(.scalar(.double))),
            "x__dash__y": .init(member: "x-y", shape: CELShape(.scalar(.int))),
            "when": .init(member: "when", shape: CELShape(.scalar(.timestamp))),
            "wait": .init(member: "wait", shape: CELShape(.scalar(.duration))),
            "data": .init(member: "data", shape: CELShape(.scalar(.bytes))),
            "any": .init(member: "any", shape: .dynamic),
            "tags": .init(member: "tags", shape: CELShape(.list(CELShape(.scalar(.string)), .set))),
            "ports": .init(
                member: "ports",
                shape: CELShape(
                    .list(
                        CELShape(
                            .object([
                                "name": .init(member: "name", shape: CELShape(.scalar(.string))),
                                "port": .init(member: "port", shape: CELShape(.scalar(.int))),
                            ]), name: "Port"), .map(["name"])))),
            "labels": .init(member: "labels", shape: CELShape(.map(CELShape(.scalar(.string))))),
        ]), name: "Thing")

    private static let object: JSON = [
        "name": "n", "ratio": 2, "x-y": 7, "when": "2020-01-02T03:04:05Z", "wait": "1m", "data": "AQI=",
        "any": ["a": [1, JSON.double(2.5), "x", JSON.null]], "tags": ["a", "b"], "labels": ["k": "v"],
        "ports": [["name": "http", "port": 80], ["name": "https", "port": 443]],
    ]

    private func evaluate(_ source: String) -> String {
        value(of: source, ["self": (Self.shape.type, CELValue(json: Self.object, as: Self.shape))])
    }

    @Test(
        "members read as their shape says",
        arguments: [
            ("self.name", #""n""#), ("self.ratio", "2.0"), ("self.x__dash__y + 1", "8"),
            ("self.when.getHours()", "3"),
            ("self.wait", "duration(60s)"), ("self.data", "b[1, 2]"), ("self.any.a", #"[1, 2.5, "x", null]"#),
            ("self.any.a[0] + 1", "2"), ("has(self.name) && !has(self.any.b)", "true"),
            ("self.labels['k']", #""v""#),
            ("self.labels.all(k, k in self.labels)", "true"),
            ("self.ports.filter(p, p.port > 80).map(p, p.name)", #"["https"]"#),
            ("self.any.missing", "error: no such key: missing"), ("type(self)", "Thing"),
            ("self == self", "true"),
            ("self.ports[0] == self.ports[0] && self.ports[0] != self.ports[1]", "true"),
        ])
    func members(source: String, expected: String) { #expect(evaluate(source) == expected) }

    @Test(
        "sets and list maps are equal in any order and merge when they are added",
        arguments: [
            ("self.tags == ['b', 'a']", "true"), ("['b', 'a'] == self.tags", "true"),
            ("self.tags == ['a', 'a']", "false"),
            ("self.tags + ['b', 'c']", #"["a", "b", "c"]"#), ("(self.ports + self.ports).size()", "2"),
        ])
    func identity(source: String, expected: String) { #expect(evaluate(source) == expected) }

    @Test("a field that is not set is an error, and JSON of another form reads as what it is")
    func odd() {
        let odd = CELValue(json: ["name": 5, "tags": "x"], as: Self.shape)
        #expect(value(of: "self.ratio", ["self": (Self.shape.type, odd)]) == "error: no such key: ratio")
        #expect(value(of: "self.name + 'a'", ["self": (Self.shape.type, odd)]) == "error: no such overload")
        #expect(value(of: "self.tags.size()", ["self": (Self.shape.type, odd)]) == "error: no such overload")
    }
}
