import Bytes
import Cluster
import Fuzzing
import Kubernetes
import Testing

@testable import RemoteCluster

@Suite("Events in the body of a watch")
struct WatchFramingTests {
    private static let events = [
        #"{"type":"ADDED","object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","uid":"u","resourceVersion":"5"},"data":{"k":"line\nbreak"}}}"#,
        #"{"type":"MODIFIED","object":{"metadata":{"name":"é","resourceVersion":"6"}}}"#,
        #"{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"7","annotations":{"k8s.io/initial-events-end":"true"}}}}"#,
        #"{"type":"DELETED","object":{"metadata":{"name":"a","resourceVersion":"8"}}}"#,
    ]
    private static let gone =
        #"{"type":"ERROR","object":{"kind":"Status","status":"Failure","reason":"Expired","message":"too old","code":410}}"#

    /// Everything that a body says, cut into pieces of a size.
    private func read(_ body: [UInt8], pieces: Int, limit: Int = 1 << 20) -> (
        said: [String], error: StatusError?
    ) {
        var framing = WatchFraming(configMaps, limit: limit)
        var said: [String] = []
        func note(_ line: WatchFraming.Line) {
            switch line {
            case .event(let event): said.append("\(event.kind.rawValue) \(event.object.resourceVersion)")
            case .failure(let error): said.append("\(error.code) \(error.reason)")
            }
        }
        do throws(StatusError) {
            for start in stride(from: 0, to: body.count, by: pieces) {
                framing.add(body[start..<min(start + pieces, body.count)])
                while let line = try framing.next() { note(line) }
            }
            if let line = try framing.finish() { note(line) }
            return (said, nil)
        } catch { return (said, error) }
    }

    @Test("pieces of any size make the same events", arguments: [1, 2, 3, 7, 64, 100_000])
    func pieces(size: Int) {
        let body = Array(((Self.events + [Self.gone]).joined(separator: "\n") + "\n\r\n").utf8)
        let (said, error) = read(body, pieces: size)
        #expect(said == ["ADDED 5", "MODIFIED 6", "BOOKMARK 7", "DELETED 8", "410 Expired"])
        #expect(error == nil)
    }

    @Test("the last event counts without its line break, half of one does not")
    func ends() {
        #expect(read(Array(Self.events[0].utf8), pieces: 9).said == ["ADDED 5"])
        let half = read(Array(Self.events[0].utf8.dropLast(3)), pieces: 9)
        #expect(half.said == [])
        #expect(half.error?.code == 502)
    }

    @Test(
        "what is no event ends the watch",
        arguments: [
            "[]\n", "{}\n", #"{"type":"NEWS","object":{}}"# + "\n", #"{"type":"ADDED","object":{}}"# + "\n",
            #"{"type":"BOOKMARK","object":{"metadata":{}}}"# + "\n", "<html>\n",
            #"{"type":"ADDED","object":{"metadata":{"resourceVersion":"1"}}}"# + "\n",
        ])
    func nonsense(text: String) { #expect(read(Array(text.utf8), pieces: 4).error?.code == 502) }

    @Test("an event without end is not kept for ever")
    func endless() {
        let error = read([UInt8](repeating: 0x20, count: 5000), pieces: 100, limit: 1000).error
        #expect(error?.message.contains("larger") == true)
    }

    @Test("mutants of a watch say the same however they are cut", .timeLimit(.minutes(15)))
    func fuzz() {
        let corpus = [Self.events.joined(separator: "\n"), Self.gone + "\n"]
        let tokens = ["\n", "{", "}", "\"", "ERROR", "BOOKMARK", "\"object\":", "null", "\u{0}", "\r\n\n"]
        for mutant in Mutants(of: corpus, tokens: tokens, count: 3000) {
            let (whole, pieces) = (read(mutant.bytes, pieces: 1 << 20), read(mutant.bytes, pieces: 5))
            #expect(whole.said == pieces.said, "\(mutant)")
            #expect(whole.error == pieces.error, "\(mutant)")
        }
    }
}
