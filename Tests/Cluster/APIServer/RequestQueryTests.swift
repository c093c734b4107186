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

    @Test("a limit that is no number is refused", arguments: ["limit=x", "limit=1e3"])
    func badLimit(text: String) throws {
        let query = try RequestQuery(text)
        let error = #expect(throws: StatusError.self) { try query.listOptions() }
        #expect(error?.message.hasPrefix("strconv.ParseInt: parsing \"") == true)
    }

    @Test("a limit below zero is none")
    func negativeLimit() throws {
        #expect(try RequestQuery("limit=-1").listOptions().limit == nil)
    }

    @Test(
        "initial events and version matches are refused where they mean nothing",
        arguments: [
            "sendInitialEvents=true", "resourceVersionMatch=Exact",
            "resourceVersionMatch=NotOlderThan&continue=x",
        ])
    func listMatches(text: String) throws {
        let query = try RequestQuery(text)
        #expect(#expect(throws: StatusError.self) { try query.listOptions() }?.code == 422)
        #expect(#expect(throws: StatusError.self) { try query.watchOptions() }?.code == 422)
    }

    @Test("initial events of a watch need NotOlderThan")
    func watchMatch() throws {
        let query = try RequestQuery("sendInitialEvents=true&resourceVersionMatch=NotOlderThan")
        #expect(try query.watchOptions().sendInitialEvents)
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
        #expect(
            error?.message.contains("Unsupported value: []string{\"server\"}: supported values: \"All\"")
                == true)
    }

    @Test("without fieldManager the client's own name counts")
    func fieldManager() throws {
        let query = try RequestQuery("fieldValidation=Strict")
        let options = try query.writeOptions(userAgent: "kubectl/v1.32.3 (linux/amd64)")
        #expect(options.fieldManager == "kubectl")
        #expect(options.fieldValidation == .strict)
    }

    @Test("everything but 0 and false is true, as in kube-apiserver")
    func flags() throws {
        for text in ["watch", "watch=1", "watch=True", "watch=maybe"] {
            #expect(try RequestQuery(text).flag("watch"), "\(text)")
        }
        for text in ["", "watch=0", "watch=false", "watch=FALSE"] {
            #expect(try !RequestQuery(text).flag("watch"), "\(text)")
        }
    }
}
