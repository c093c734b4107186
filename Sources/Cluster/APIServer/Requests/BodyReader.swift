import HTTPTypes
import Hummingbird
import Kubernetes
import NIOCore
import NIOPosix

/// Reads request bodies, and no more of them than kube-apiserver reads.
enum BodyReader {
    /// The largest body, in bytes (kube-apiserver's `MaxRequestBodyBytes`).
    static let limit = 3 * 1024 * 1024
    /// How long a client may take to send its body.
    static let patience: Duration = .seconds(30)

    /// The whole body; 413 when it is too large, 408 when the client takes too long.
    static func read(_ request: Request, patience: Duration = patience) async throws(StatusError) -> [UInt8] {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw tooLarge
        }
        let outcome: Result<[UInt8], StatusError>? = await withTaskGroup(
            of: Result<[UInt8], StatusError>?.self
        ) {
            group in
            group.addTask { await collect(request.body) }
            group.addTask {
                await pause(patience)
                return .failure(tooSlow)
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        return try (outcome ?? .failure(tooSlow)).get()
    }

    /// Waits on the event loop's own clock where there is one: nearly every pause is cut short, and setting up
    /// the global one costs more than reading a small body.
    private static func pause(_ duration: Duration) async {
        guard let loop = MultiThreadedEventLoopGroup.currentEventLoop else {
            try? await Task.sleep(for: duration)
            return
        }
        let timer = loop.scheduleTask(in: TimeAmount(duration)) {}
        await withTaskCancellationHandler {
            _ = try? await timer.futureResult.get()
        } onCancel: {
            timer.cancel()
        }
    }

    private static func collect(_ body: RequestBody) async -> Result<[UInt8], StatusError> {
        var bytes: [UInt8] = []
        do {
            for try await part in body {
                guard bytes.count + part.readableBytes <= limit else { return .failure(tooLarge) }
                bytes.append(contentsOf: part.readableBytesView)
            }
        } catch {
            return .failure(.badRequest("the request's body could not be read: \(error)"))
        }
        return .success(bytes)
    }

    private static let tooLarge = StatusError(
        code: 413, reason: "RequestEntityTooLarge", message: "Request entity too large: limit is \(limit)")

    private static let tooSlow = StatusError(
        code: 408, reason: "Timeout", message: "the request's body did not arrive in time")
}
