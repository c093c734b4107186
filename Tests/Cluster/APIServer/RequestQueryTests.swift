import Cluster
import Kubernetes
import Testing

@testable import APIServer

@Suite("Queries")
struct RequestQueryTests {
    @Test("the first of several values counts and escapes are read")
    func values() throws {
        let query = try RequestQuery("labelSelector=app%3Da%2Cb+in&labelSelector=x&limit=500")
        #expect(query["labelSelector"] == "app=a,b in")
        #expect(try query.listOptions().limit == 500)
    }

    @Test("a limit that is no number is refused", arguments: ["limit=-1", "limit=x", "limit=1e3"])
    func badLimit(text: String) throws {
        let query = try RequestQuery(text)
        #expect(throws: StatusError.self) { try query.listOptions() }
    }

    @Test("broken escapes are a bad request")
    func badEscape() {
        #expect(throws: StatusError.self) { try RequestQuery("a=%zz") }
        #expect(throws: StatusError.self) { try RequestQuery("a=%ff") }
    }

    @Test("a dryRun other than All is refused by name")
    func dryRun() throws {
        #expect(try RequestQuery("dryRun=All").dryRun())
        let error = #expect(throws: StatusError.self) { try RequestQuery("dryRun=server").dryRun() }
        #expect(error?.message.contains("Unsupported value: \"server\": supported values: \"All\"") == true)
    }

    @Test("without fieldManager the client's own name counts")
    func fieldManager() throws {
        let query = try RequestQuery("fieldValidation=Strict")
        let options = try query.writeOptions(userAgent: "kubectl/v1.32.3 (linux/amd64)")
        #expect(options.fieldManager == "kubectl")
        #expect(options.fieldValidation == .strict)
    }

    @Test("truth values are read as Go reads them")
    func flags() throws {
        #expect(try RequestQuery("watch").flag("watch"))
        #expect(try RequestQuery("watch=1").flag("watch"))
        #expect(try !RequestQuery("watch=false").flag("watch"))
        #expect(throws: StatusError.self) { try RequestQuery("watch=maybe").flag("watch") }
    }
}
