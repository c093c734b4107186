import Bytes
import Cluster
import EmbeddedCluster
import HTTPTypes
import Hummingbird
import Kubernetes
import NIOCore
import ServiceLifecycle

extension ResourceHandler {
    /// GET of a collection with `watch=true`: one JSON frame a line until the client goes, the time is up or
    /// the server stops.
    func watch(_ target: ResourceTarget, _ request: ResourceRequest) async throws(StatusError) -> Response {
        let renderer = try Renderer(target.resource, request, isWatch: true)
        let seconds = try request.query.count("timeoutSeconds")
        var options = try request.query.watchOptions()
        if let name = target.place.name {
            options.fieldSelector =
                options.fieldSelector.isEmpty ? "metadata.name=\(name)" : options.fieldSelector
        }
        // A clock cannot be asked for more seconds than it counts, and no connection lasts a day.
        // Without a limit kube-apiserver picks one between 30 and 60 minutes, so that clients do not all
        // come back at once.
        let wanted = seconds.flatMap { $0 > 0 ? $0 : nil } ?? Int.random(in: 1800...3600)
        let limit = Duration.seconds(min(wanted, longestWatch))
        let watch = try await cluster.rawWatch(target.type, namespace: target.namespace, options: options)
        let wantsBookmarks = options.allowBookmarks
        let metrics = metrics
        let body = ResponseBody { writer in
            metrics.watch(1)
            defer { metrics.watch(-1) }
            var renderer = renderer
            // The head goes out at once: the client must know that the watch stands before anything changes.
            try await writer.write(ByteBuffer())
            do {
                try await request.request.body.consumeWithCancellationOnInboundClose { _ in
                    try await Self.send(
                        watch, limit: limit, wantsBookmarks: wantsBookmarks, &renderer, to: &writer)
                }
            } catch is CancellationError {
                return  // the client has gone: there is nobody to say goodbye to
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "application/json"], body: body)
    }

    /// The longest a watch may last, in seconds.
    private var longestWatch: Int { 24 * 60 * 60 }

    private enum Turn: Sendable {
        case events([RawWatchEvent]?)
        case broken(StatusError)
        case over
    }

    private static func send(
        _ watch: RawWatch, limit: Duration, wantsBookmarks: Bool, _ renderer: inout Renderer,
        to writer: inout any ResponseBodyWriter
    ) async throws {
        try await withThrowingTaskGroup(of: Turn.self) { group in
            group.addTask {
                try? await Task.sleep(for: limit)
                return .over
            }
            group.addTask {
                try? await gracefulShutdown()
                return .over
            }
            group.addTask { await next(watch) }
            defer { group.cancelAll() }
            while let turn = try await group.next() {
                switch turn {
                case .events(let events?):
                    try await writer.write(frames(events, &renderer))
                    group.addTask { await next(watch) }
                case .events(nil): return
                case .broken(let error):
                    try await writer.write(frame("ERROR", error.json.bytes))
                    return
                case .over:
                    group.cancelAll()
                    // What the reader had taken already must still be told, or a bookmark would skip it.
                    while let rest = try await group.next() {
                        if case .events(let events?) = rest {
                            try await writer.write(frames(events, &renderer))
                        }
                    }
                    if wantsBookmarks { try await writer.write(frames([watch.bookmark()], &renderer)) }
                    return
                }
            }
        }
    }

    private static func next(_ watch: RawWatch) async -> Turn {
        do throws(StatusError) { return .events(try await watch.next()) } catch { return .broken(error) }
    }

    private static func frames(_ events: [RawWatchEvent], _ renderer: inout Renderer) -> ByteBuffer {
        var buffer = ByteBuffer()
        for event in events {
            buffer.writeImmutableBuffer(frame(event.kind.rawValue, renderer.event(event)))
        }
        return buffer
    }

    private static func frame(_ type: String, _ object: [UInt8]) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(object.count + 32)
        buffer.writeString("{\"type\":\"\(type)\",\"object\":")
        buffer.writeBytes(object)
        buffer.writeString("}\n")
        return buffer
    }
}
