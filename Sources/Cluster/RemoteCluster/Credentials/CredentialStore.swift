import Bytes

/// Knows how to say who one is: keeps what was read or told, and renews it in time.
///
/// Tokens and certificates in files are read again every minute, because kubelets and agents replace them; what
/// a plugin said counts until it expires or the server refuses it.
actor CredentialStore {
    private struct Held {
        var credential: Credential
        /// When it must be renewed; nil for never.
        var end: ContinuousClock.Instant?
    }

    private let access: ClusterAccess
    private let runner: ExecPluginRunner?
    private var held: Held?
    private var renewal: Task<Result<Credential, RemoteClusterError>, Never>?

    init(_ access: ClusterAccess, environment: [String: String]) {
        self.access = access
        if case .exec(let entry) = access.authentication {
            runner = ExecPluginRunner(entry, access: access, environment: environment)
        } else {
            runner = nil
        }
    }

    /// What to send now.
    func current() async throws(RemoteClusterError) -> Credential {
        if let held, held.end.map({ .now < $0 }) ?? true { return held.credential }
        return try await renew()
    }

    /// Renews what the server refused; false when there is nothing new to try.
    func replace(_ refused: Credential) async throws(RemoteClusterError) -> Bool {
        // Another request may have renewed it while this one was under way.
        if let held, !held.credential.isSame(as: refused) { return true }
        return try await !renew().isSame(as: refused)
    }

    /// One renewal at a time; whoever asks meanwhile gets its outcome.
    private func renew() async throws(RemoteClusterError) -> Credential {
        let running = renewal ?? Task { await self.make() }
        renewal = running
        return try await running.value.get()
    }

    private func make() async -> Result<Credential, RemoteClusterError> {
        defer { renewal = nil }
        do throws(RemoteClusterError) {
            let fresh: Held
            if let runner {
                fresh = try await ask(runner)
            } else {
                fresh = Held(
                    credential: Credential(
                        authorization: try authorization(), certificate: try certificate()),
                    end: readsFiles ? .now.advanced(by: .seconds(60)) : nil)
            }
            held = fresh
            return .success(fresh.credential)
        } catch {
            // A file that is being replaced may be gone for a moment: what it said last still counts.
            guard readsFiles, let last = held?.credential else { return .failure(error) }
            held?.end = .now.advanced(by: .seconds(10))
            return .success(last)
        }
    }

    private func ask(_ runner: ExecPluginRunner) async throws(RemoteClusterError) -> Held {
        let answer = try await runner.run()
        var credential = Credential()
        if let token = answer.token {
            credential.authorization = try Self.bearer(token, source: runner.source)
        }
        if let certificate = answer.certificate, let key = answer.key {
            credential.certificate = try ClientCertificate(
                certificate: certificate, key: key, source: runner.source)
        }
        let end = answer.secondsLeft.map { ContinuousClock.now.advanced(by: .seconds($0)) }
        return Held(credential: credential, end: end)
    }

    private var readsFiles: Bool {
        if case .tokenFile = access.authentication { return true }
        if case .file = access.clientCertificate { return true }
        return false
    }

    private func authorization() throws(RemoteClusterError) -> String? {
        switch access.authentication {
        case .anonymous, .exec: return nil
        case .token(let token): return try Self.bearer(token, source: "kubeconfig token")
        case .tokenFile(let path):
            let bytes = try BoundedFile.require(path, for: "tokenFile")
            return try Self.bearer(String(decoding: bytes, as: UTF8.self), source: path)
        case .basic(let user, let password):
            return "Basic " + Base64.encode(Array("\(user):\(password)".utf8))
        }
    }

    private func certificate() throws(RemoteClusterError) -> ClientCertificate? {
        guard let certificate = access.clientCertificate, let key = access.clientKey else { return nil }
        return try ClientCertificate(
            certificate: certificate.bytes(), key: key.bytes(), source: certificate.source)
    }

    private static func bearer(_ text: String, source: String) throws(RemoteClusterError) -> String {
        let token = text.filter { !$0.isWhitespace }
        guard !token.isEmpty, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw RemoteClusterError(source: source, reason: "is not a bearer token")
        }
        return "Bearer \(token)"
    }
}

extension ConfigData {
    /// Whom to blame.
    fileprivate var source: String {
        switch self {
        case .inline: "kubeconfig"
        case .file(let path, _): path
        }
    }
}
