import Cluster
import Controllers
import Kubernetes
import Logging
import Testing

@Suite("Informer", .timeLimit(.minutes(15)))
struct InformerTests {
    private static let quick = Backoff(base: .milliseconds(1), ceiling: .milliseconds(2), jitter: 0)

    /// Runs an informer until it has told of `count` changes; each as `word name@version`.
    private func changes(
        _ count: Int, from cluster: ScriptedCluster, streamsLists: Bool = false
    ) async -> [String] {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let informer = Informer(
            ScriptedCluster.type, in: cluster, streamsLists: streamsLists, backoff: Self.quick, logger: logger
        )
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        let run = Task {
            await informer.run { change in
                let word =
                    switch change {
                    case .added: "added"
                    case .updated: "updated"
                    case .deleted: "deleted"
                    case .resynced: "resynced"
                    }
                continuation.yield("\(word) \(change.object.name)@\(change.object.resourceVersion)")
            }
        }
        defer { run.cancel() }
        var seen: [String] = []
        for await change in stream {
            seen.append(change)
            if seen.count == count { break }
        }
        return seen
    }

    private func list(_ objects: [Object], at version: String) -> Result<ObjectList, StatusError> {
        .success(ObjectList(items: objects, resourceVersion: version))
    }

    private let object = ScriptedCluster.object

    @Test("the list comes first, then the watch from its version")
    func listsThenWatches() async {
        let cluster = ScriptedCluster(
            lists: [list([object("a", "5", nil)], at: "7")],
            watches: [
                .events([
                    WatchEvent(kind: .modified, object: object("a", "8", nil)),
                    WatchEvent(kind: .added, object: object("b", "9", nil)),
                    WatchEvent(kind: .deleted, object: object("a", "10", nil)),
                ])
            ])
        #expect(await changes(4, from: cluster) == ["added a@5", "updated a@8", "added b@9", "deleted a@10"])
        #expect(cluster.startVersions.first == "7")
    }

    @Test("a watch that merely ends is resumed from the last version seen")
    func resumes() async {
        let cluster = ScriptedCluster(
            lists: [list([], at: "1")],
            watches: [
                .events([WatchEvent(kind: .added, object: object("a", "2", nil))]),
                .events([WatchEvent(kind: .added, object: object("b", "3", nil))]),
            ])
        #expect(await changes(2, from: cluster) == ["added a@2", "added b@3"])
        #expect(Array(cluster.startVersions.prefix(2)) == ["1", "2"])
    }

    @Test(
        "410, as an answer or as an event, starts over with a list and tells only true changes",
        arguments: [true, false])
    func relists(isAnswer: Bool) async {
        let gone = StatusError.expired("too old resource version: 1 (9)")
        let cluster = ScriptedCluster(
            lists: [
                list(
                    [object("kept", "1", nil), object("lost", "1", nil), object("reborn", "1", "old")],
                    at: "1"),
                list(
                    [object("kept", "1", nil), object("new", "8", nil), object("reborn", "9", "new")], at: "9"
                ),
            ],
            watches: [isAnswer ? .refused(gone) : .eventsThenError([], gone)])
        let seen = await changes(7, from: cluster)
        #expect(Set(seen.prefix(3)) == ["added kept@1", "added lost@1", "added reborn@1"])
        #expect(
            Set(seen.dropFirst(3)) == ["deleted lost@1", "deleted reborn@1", "added new@8", "added reborn@9"])
    }

    private func mark(_ version: String) -> WatchEvent {
        var mark = object("", version, nil)
        mark.annotations = ["k8s.io/initial-events-end": "true"]
        return WatchEvent(kind: .bookmark, object: mark)
    }

    @Test("a streaming list fills the copy, and its mark tells what has gone meanwhile")
    func streams() async {
        let gone = StatusError.expired("too old resource version: 3 (9)")
        let cluster = ScriptedCluster(
            lists: [list([], at: "1")],
            watches: [
                .eventsThenError(
                    [
                        WatchEvent(kind: .added, object: object("a", "1", nil)),
                        WatchEvent(kind: .added, object: object("b", "2", nil)), mark("3"),
                    ], gone),
                .events([
                    WatchEvent(kind: .added, object: object("b", "2", nil)), mark("9"),
                    WatchEvent(kind: .added, object: object("c", "10", nil)),
                ]),
            ])
        #expect(
            await changes(4, from: cluster, streamsLists: true)
                == ["added a@1", "added b@2", "deleted a@1", "added c@10"])
        #expect(Array(cluster.startVersions.prefix(2)) == [nil, nil])
        #expect(cluster.listOptions.isEmpty)
    }

    @Test("a server without streaming lists is listed in pages from then on")
    func fallsBack() async {
        let refusal = StatusError(code: 422, reason: "Invalid", message: "sendInitialEvents is forbidden")
        let cluster = ScriptedCluster(
            lists: [list([object("a", "1", nil)], at: "4")],
            watches: [
                .refused(refusal), .refused(.expired("gone")),
                .events([WatchEvent(kind: .added, object: object("b", "5", nil))]),
            ])
        #expect(await changes(2, from: cluster, streamsLists: true) == ["added a@1", "added b@5"])
        #expect(Array(cluster.startVersions.prefix(3)) == [nil, "4", "4"])
    }

    @Test("a watch that breaks is resumed from the last version seen, bookmarks included")
    func resumesBroken() async {
        let broken = StatusError(code: 503, reason: "ServiceUnavailable", message: "connection reset")
        let cluster = ScriptedCluster(
            lists: [list([], at: "1")],
            watches: [
                .eventsThenError([WatchEvent(kind: .bookmark, object: object("", "7", nil))], broken),
                .refused(broken),
                .events([WatchEvent(kind: .added, object: object("a", "8", nil))]),
            ])
        #expect(await changes(1, from: cluster) == ["added a@8"])
        #expect(Array(cluster.startVersions.prefix(3)) == ["1", "7", "7"])
        #expect(cluster.listOptions.count == 1)
    }

    @Test("pages whose token expires are read again at once, and what was told is not told twice")
    func tokenExpires() async {
        let first = ObjectList(items: [object("a", "1", nil)], resourceVersion: "5", continue: "token")
        let cluster = ScriptedCluster(
            lists: [
                .success(first), .failure(.expired("the continue token is too old")),
                list([object("a", "1", nil), object("b", "6", nil)], at: "6"),
            ], watches: [])
        #expect(await changes(2, from: cluster) == ["added a@1", "added b@6"])
        #expect(cluster.listOptions.map(\.limit) == [500, 500, nil])
        #expect(cluster.listOptions.map(\.continue) == [nil, "token", nil])
    }

    @Test("a version from another past starts over")
    func restored() async {
        let tooLarge = StatusError(
            code: 504, reason: "Timeout", message: "Too large resource version: 9, current: 3",
            causes: [.init(reason: "ResourceVersionTooLarge", message: "", field: "")])
        let cluster = ScriptedCluster(
            lists: [list([object("a", "9", nil)], at: "9"), list([object("a", "2", nil)], at: "3")],
            watches: [.refused(tooLarge)])
        #expect(await changes(2, from: cluster) == ["added a@9", "updated a@2"])
    }

    @Test("a repeated event is told once, and one about another object of the name tells of both")
    func repetitions() async {
        let cluster = ScriptedCluster(
            lists: [list([object("a", "1", "one")], at: "1")],
            watches: [
                .events([
                    WatchEvent(kind: .added, object: object("a", "1", "one")),
                    WatchEvent(kind: .deleted, object: object("never-seen", "2", nil)),
                    WatchEvent(kind: .modified, object: object("a", "3", "two")),
                ])
            ])
        #expect(await changes(3, from: cluster) == ["added a@1", "deleted a@1", "added a@3"])
    }

    @Test("a list that fails is tried again")
    func retriesLists() async {
        let cluster = ScriptedCluster(
            lists: [.failure(.internalError("disk")), list([object("a", "1", nil)], at: "1")], watches: [])
        #expect(await changes(1, from: cluster) == ["added a@1"])
    }
}
