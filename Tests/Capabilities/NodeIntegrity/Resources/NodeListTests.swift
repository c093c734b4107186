import Testing

@testable import NodeIntegrity

@Suite("A list of nodes in an annotation")
struct NodeListTests {
    @Test("empty means all nodes, and blanks and repetitions mean nothing")
    func reads() {
        #expect(NodeList("").contains("anything"))
        let list = NodeList(" worker-1, worker-2,,worker-1 ")
        #expect(list.names == ["worker-1", "worker-2"])
        #expect(list.text == "worker-1,worker-2")
    }

    @Test("names are compared whole: worker-1 is not in worker-10")
    func wholeNames() {
        #expect(!NodeList("worker-10").contains("worker-1"))
        #expect(!NodeList("worker-1").contains("worker-10"))
        #expect(NodeList.removing("worker-1", from: "worker-10,worker-1", of: []) == "worker-10")
        #expect(NodeList.adding("worker-1", to: "worker-10") == "worker-10,worker-1")
    }

    @Test("a node more leaves a list of all as it is; a node less makes it the others")
    func changes() {
        #expect(NodeList.adding("a", to: nil) == "a")
        #expect(NodeList.adding("a", to: "") == "")
        #expect(NodeList.removing("a", from: "", of: ["a", "b", "c"]) == "b,c")
        #expect(NodeList.removing("a", from: "a", of: ["a", "b"]) == nil)
    }
}
