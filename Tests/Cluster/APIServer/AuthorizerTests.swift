import Cluster
import Kubernetes
import Testing

@testable import APIServer

@Suite("Authorisation")
struct AuthorizerTests {
    private let stranger = UserInfo(name: "jane", groups: ["system:authenticated"])

    @Test("a stranger is refused in kube-apiserver's words")
    func resources() async throws {
        let place = try #require(
            ResourcePath(group: "apps", version: "v1", rest: ["namespaces", "a", "deployments", "d"]))
        let request = RequestAttributes(stranger, .get, place)
        let error = await #expect(throws: StatusError.self) {
            try await MastersAuthorizer().authorize(request)
        }
        #expect(
            error?.message
                == "deployments.apps \"d\" is forbidden: User \"jane\" cannot get resource \"deployments\" "
                + "in API group \"apps\" in the namespace \"a\"")
        #expect(error?.code == 403)
    }

    @Test("a path that is no resource has a refusal of its own")
    func paths() async {
        let request = RequestAttributes(user: stranger, verb: "get", path: "/metrics")
        let error = await #expect(throws: StatusError.self) {
            try await MastersAuthorizer().authorize(request)
        }
        #expect(error?.message == "forbidden: User \"jane\" cannot get path \"/metrics\"")
    }

    @Test("system:masters may do everything")
    func masters() async throws {
        let admin = UserInfo(name: "admin", groups: ["system:masters"])
        try await MastersAuthorizer().authorize(RequestAttributes(user: admin, verb: "get", path: "/metrics"))
    }
}
