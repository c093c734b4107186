import AsyncHTTPClient
import Cluster
import Kubernetes
import NIOCore

/// Reads the events of one watch out of an answer's body, one at a time, as its reader asks for them.
actor WatchReader {
    private let action: String
    private let server: String
    private var framing: WatchFraming
    /// Nil while a piece is being waited for, and after the last one.
    private var pieces: HTTPClientResponse.Body.AsyncIterator?

    init(_ body: HTTPClientResponse.Body, of type: ResourceType, action: String, server: String) {
        self.action = action
        self.server = server
        framing = WatchFraming(type)
        pieces = body.makeAsyncIterator()
    }

    /// The next event; nil when the server has ended the watch.
    func next() async throws -> WatchEvent? {
        while true {
            if let line = try framing.next() { return try event(line) }
            guard var rest = pieces else { return nil }
            pieces = nil
            do {
                if let piece = try await rest.next(isolation: self) {
                    framing.add(piece.readableBytesView)
                    pieces = rest
                    continue
                }
            } catch {
                throw ConnectionFailure(error).status(of: action, at: server, isSafe: true)
            }
            return try framing.finish().map(event)
        }
    }

    private func event(_ line: WatchFraming.Line) throws(StatusError) -> WatchEvent {
        switch line {
        case .event(let event): return event
        case .failure(let error):
            pieces = nil
            throw error
        }
    }
}
