import Cluster
import HTTPTypes
import Kubernetes
import Testing

@testable import APIServer

@Suite("Requests in flight")
struct RequestLimitsTests {
    private let jane = UserInfo(name: "jane", groups: ["system:authenticated"])

    @Test("there is room for so many at once, counted apart for reads and writes")
    func limits() throws {
        let limits = RequestLimits(reading: 2, writing: 1)
        let first = try limits.enter(.get, .get, jane)
        _ = try limits.enter(.list, .get, jane)
        let error = #expect(throws: StatusError.self) { _ = try limits.enter(.get, .get, jane) }
        #expect(error?.code == 429 && error?.reason == "TooManyRequests" && error?.retryAfterSeconds == 1)
        let writing = try limits.enter(.create, .post, jane)
        #expect(throws: StatusError.self) { _ = try limits.enter(.delete, .delete, jane) }
        first?.leave()
        _ = try limits.enter(nil, .get, jane)
        #expect(throws: StatusError.self) { _ = try limits.enter(nil, .get, jane) }
        writing?.leave()
        #expect(try limits.enter(.patch, .patch, jane) != nil)
    }

    @Test("watches need no room and administrators always get an answer")
    func exceptions() throws {
        let limits = RequestLimits(reading: 0, writing: 0)
        let admin = UserInfo(name: "admin", groups: ["system:masters"])
        #expect(try limits.enter(.watch, .get, jane) == nil)
        #expect(try limits.enter(.get, .get, admin) == nil)
        #expect(try limits.enter(.create, .post, admin) == nil)
        #expect(throws: StatusError.self) { _ = try limits.enter(.get, .get, jane) }
    }
}
