import Kubernetes
import Testing

@testable import NodeIntegrity

@Suite("Wishes for new databases")
struct InitRequestsTests {
    private func reread(_ requests: InitRequests) -> InitRequests {
        var object = Object(kind: FileIntegrityResource.type.kind, name: "x")
        object.annotations = [InitRequests.key: requests.text]
        return InitRequests(of: object)
    }

    @Test("are numbered so that each node sees a larger number for each wish that means it")
    func numbers() {
        var requests = InitRequests()
        requests.add(NodeList("worker-1"))
        let first = requests.wanted(of: "worker-1")
        #expect(first > 0)
        #expect(requests.wanted(of: "worker-10") == 0)
        requests.add(NodeList(""))
        #expect(requests.wanted(of: "worker-1") > first)
        #expect(requests.wanted(of: "worker-10") == requests.wanted(of: "worker-1"))
        let second = requests.wanted(of: "worker-10")
        requests.add(NodeList("worker-10,worker-2"))
        #expect(requests.wanted(of: "worker-10") > second)
        #expect(requests.wanted(of: "worker-1") == second)
    }

    @Test("survive being written and read")
    func roundTrip() {
        var requests = InitRequests()
        requests.add(NodeList("a,b"))
        requests.add(NodeList(""))
        requests.add(NodeList("b"))
        #expect(reread(requests) == requests)
    }

    @Test(
        "that somebody spoilt are no wishes",
        arguments: ["", "{", "[]", "{\"all\":-1,\"nodes\":7}", "{\"nodes\":{\"a\":\"b\"}}"])
    func spoilt(text: String) {
        var object = Object(kind: FileIntegrityResource.type.kind, name: "x")
        object.annotations = [InitRequests.key: text]
        #expect(InitRequests(of: object).wanted(of: "a") == 0)
    }
}
