import AsyncHTTPClient
import Bytes
import Kubernetes
import Logging
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// Requests to one API server with all that makes them come through: credentials, patience, second tries.
struct Session: Sendable {
    let transport: Transport
    let credentials: CredentialStore
    let limiter: RateLimiter
    let warnings: WarningLog
    let retries: RetryPolicy
    let timeout: Duration

    private enum Outcome<Value: Sendable>: Sendable {
        case value(Value)
        case refusal(StatusError, retryAfter: Int?)
        case failure(ConnectionFailure)
    }

    /// The body of a successful answer.
    ///
    /// - Parameter action: what is done, for messages: `get configmaps "a"`.
    func body(
        of request: Transport.Request, action: String, limit: Int
    ) async throws(StatusError) -> [UInt8] {
        try await answer(request, action) { response in
            Array(buffer: try await response.body.collect(upTo: limit))
        }
    }

    /// A successful answer whose body is still to come.
    func stream(_ request: Transport.Request, action: String) async throws(StatusError)
        -> HTTPClientResponse
    {
        try await answer(request, action) { $0 }
    }

    private func answer<Value: Sendable>(
        _ request: Transport.Request, _ action: String,
        _ read: @escaping @Sendable (HTTPClientResponse) async throws -> Value
    ) async throws(StatusError) -> Value {
        let isSafe = request.method == .GET
        var (refusals, breaks, isRenewed) = (0, 0, false)
        while true {
            let credential = try await credential()
            let wait: Duration
            switch await attempt(request, action, credential, read) {
            case .value(let value): return value
            case .refusal(let refusal, let retryAfter):
                if refusal.code == 401, !isRenewed, try await renew(credential) {
                    isRenewed = true
                    continue
                }
                guard let pause = retries.wait(after: refusal, retryAfter: retryAfter, tries: refusals) else {
                    throw refusal
                }
                refusals += 1
                wait = pause
            case .failure(let failure):
                guard let pause = retries.wait(after: failure, isSafe: isSafe, tries: breaks) else {
                    throw failure.status(of: action, at: transport.server.description, isSafe: isSafe)
                }
                breaks += 1
                wait = pause
            }
            do { try await Task.sleep(for: wait) } catch {
                throw ConnectionFailure.cancelled.status(
                    of: action, at: transport.server.description, isSafe: true)
            }
        }
    }

    private func attempt<Value: Sendable>(
        _ request: Transport.Request, _ action: String, _ credential: Credential,
        _ read: @escaping @Sendable (HTTPClientResponse) async throws -> Value
    ) async -> Outcome<Value> {
        do {
            try await limiter.wait()
            return try await within(timeout) { deadline in
                let response = try await transport.send(request, as: credential, deadline: deadline)
                warnings.note(response.headers["Warning"])
                if (200..<300).contains(response.status.code) { return .value(try await read(response)) }
                return await refusal(response, action)
            }
        } catch { return .failure(ConnectionFailure(error)) }
    }

    private func refusal<Value: Sendable>(
        _ response: HTTPClientResponse, _ action: String
    ) async -> Outcome<Value> {
        let code = Int(response.status.code)
        // The code alone says much; a body that breaks off must not hide it.
        let body = (try? await response.body.collect(upTo: Self.refusalLimit)).map { Array(buffer: $0) } ?? []
        let status = (try? JSONDocument(body)).flatMap { StatusError(status: $0.root, httpCode: code) }
        let refusal =
            status
            ?? .answer(code, to: action, at: transport.server.description, body: body)
        let header = response.headers.first(name: "Retry-After")
        return .refusal(refusal, retryAfter: header.map { Int($0) ?? 1 })
    }

    /// A `Status` names what is wrong with an object; it is never as large as one.
    private static let refusalLimit = 4 << 20

    private func credential() async throws(StatusError) -> Credential {
        do throws(RemoteClusterError) { return try await credentials.current() } catch {
            throw Self.noCredential(error)
        }
    }

    private func renew(_ refused: Credential) async throws(StatusError) -> Bool {
        do throws(RemoteClusterError) { return try await credentials.replace(refused) } catch {
            throw Self.noCredential(error)
        }
    }

    private static func noCredential(_ error: RemoteClusterError) -> StatusError {
        StatusError(code: 401, reason: "Unauthorized", message: "no credentials: \(error)")
    }

    /// Runs a body that must end in time; when it does not it is cancelled.
    private func within<Value: Sendable>(
        _ time: Duration, _ body: @escaping @Sendable (NIODeadline) async throws -> Value
    ) async throws -> Value {
        let deadline = NIODeadline.now() + TimeAmount(time)
        return try await withThrowingTaskGroup(of: Value.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await body(deadline) }
            group.addTask {
                try await Task.sleep(for: time)
                throw ConnectionFailure.timeout
            }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
    }
}
