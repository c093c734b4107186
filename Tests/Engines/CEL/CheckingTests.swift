import CEL
import Testing

@Suite("What the checker refuses")
struct CheckingTests {
    private static let object = CELType.object(
        ObjectType(name: "Thing", fields: ["name": .string, "size": .int, "tags": .list(.string)]))

    private func refusal(_ source: String) -> String {
        let environment = CELEnvironment(variables: [
            "self": Self.object, "any": .dyn, "labels": .map(.string, .string), "when": .timestamp,
        ])
        do throws(CELError) {
            return "accepted as \(try CELProgram(compiling: source, in: environment).resultType)"
        } catch {
            return error.description
        }
    }

    @Test(
        "problems stand at their place with cel-go's words",
        arguments: [
            ("nobody", "1:1: undeclared reference to 'nobody' (in container '')\n | nobody\n | ^"),
            ("self.nothing", "1:5: undefined field 'nothing'\n | self.nothing\n | ....^"),
            (
                "self.size + 'a'",
                "1:11: found no matching overload for '_+_' applied to '(int, string)'\n | self.size + 'a'\n | ..........^"
            ),
            (
                "self.name.startsWith(1)",
                "1:21: found no matching overload for 'startsWith' applied to 'string.(int)'\n | self.name.startsWith(1)\n | ....................^"
            ),
            (
                "self.size.x",
                "1:10: type 'int' does not support field selection\n | self.size.x\n | .........^"
            ),
            (
                "self.size.all(x, true)",
                "1:5: expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)\n | self.size.all(x, true)\n | ....^"
            ),
            ("[1, 'a']", "1:5: expected type 'int' but found 'string'\n | [1, 'a']\n | ....^"),
            (
                "unknown(1)",
                "1:8: undeclared reference to 'unknown' (in container '')\n | unknown(1)\n | .......^"
            ),
            ("has(self)", "1:5: invalid argument to has() macro\n | has(self)\n | ....^"),
            (
                "self.tags.map(1, 2)",
                "1:15: argument must be a simple name\n | self.tags.map(1, 2)\n | ..............^"
            ),
            (
                "self.name.matches('[')",
                "1:19: invalid matches argument\n | self.name.matches('[')\n | ..................^"
            ),
            (
                "1 +",
                "1:4: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}\n | 1 +\n | ...^"
            ),
            ("while", "1:1: reserved identifier: while\n | while\n | ^"),
        ])
    func messages(source: String, expected: String) {
        #expect(refusal(source) == "ERROR: <input>:\(expected)")
    }

    @Test("several problems are told together, line by line")
    func several() {
        let text = refusal("self.a ||\n self.b")
        #expect(
            text
                == "ERROR: <input>:1:5: undefined field 'a'\n | self.a ||\n | ....^\nERROR: <input>:2:6: undefined field 'b'\n |  self.b\n | .....^"
        )
    }

    @Test(
        "types are found through parameters",
        arguments: [
            ("self.tags.map(t, size(t))", "list(int)"), ("[]", "list(dyn)"), ("{}", "map(dyn, dyn)"),
            ("labels.map(k, labels[k])", "list(string)"), ("self.tags + ['a']", "list(string)"),
            ("any.x.y", "dyn"), ("any ? 1 : 2", "int"), ("labels[?'a'].orValue('')", "string"),
            ("self.?name", "optional_type(string)"), ("[[], [1]]", "list(list(int))"),
            ("when == null", "bool"),
            ("[1, null]", "refused"), ("self == null", "bool"), ("optional.none()", "optional_type(dyn)"),
            ("{'a': [1]}.a[0]", "int"), ("any + 1", "int"), ("self.tags.first()", "optional_type(string)"),
            ("type(1)", "type(int)"), ("[dyn(1), 'a']", "refused"), ("[[], [1], []]", "list(list(int))"),
        ])
    func inference(source: String, type: String) {
        let result = refusal(source)
        if type == "refused" {
            #expect(result.hasPrefix("ERROR"))
        } else {
            #expect(result == "accepted as \(type)")
        }
    }

    @Test("a program tells the variables that it speaks of")
    func variables() throws {
        let environment = CELEnvironment(variables: ["self": .dyn, "oldSelf": .dyn, "x": .dyn])
        let program = try CELProgram(compiling: "self.a.all(x, x == oldSelf.b)", in: environment)
        #expect(program.variables == ["self", "oldSelf"])
    }
}
