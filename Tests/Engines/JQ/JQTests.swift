import Bytes
import JQ
import Testing

@Suite("Programs run")
struct JQTests {
    @Test("a list is filtered")
    func filters() throws {
        let program = try JQ(".[] | select(.a > $least) | .b", variables: ["least": 1])
        #expect(try program.outputs(of: [["a": 1, "b": "x"], ["a": 2, "b": "y"]]) == ["y"])
    }
}
