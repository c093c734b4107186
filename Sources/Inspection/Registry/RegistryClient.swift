import AsyncHTTPClient
import Bytes
public import Images
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization

/// Fetches images from registries (OCI distribution-spec 1.1, "Pull").
///
/// ```swift
/// let client = RegistryClient(try .standard(environment: environment))
/// let image = try await client.pull(try RegistryReference("quay.io/app/web:1.2"))
/// await client.shutdown()
/// ```
///
/// Each blob is compared with its digest as it comes and kept in a file without a name, so that nothing stays behind.
public final class RegistryClient: Sendable {
    /// What a machine has settled about registries.
    public struct Configuration: Sendable {
        /// Who is logged in where.
        public var logins = RegistryLogins()
        /// Mirrors and what is blocked.
        public var rules = RegistryRules()
        /// Whom to trust.
        public var certificates = RegistryCertificates()
        /// Whether every registry may be unencrypted or unproven.
        public var isInsecure = false
        /// How often a question is asked while a registry asks for patience.
        public var tries = 5
        /// How much of an image is fetched.
        public var limits = ImageLimits()
        /// The most bytes of an image's blobs as they come.
        public var packedBytes = 32 << 30

        /// Nobody is logged in, and nothing stands for anything else.
        public init() {}

        /// What podman and docker would go by on this machine.
        ///
        /// - Throws: ``RegistryError`` when a file cannot be read.
        public static func standard(environment: [String: String]) throws(RegistryError) -> Configuration {
            var configuration = Configuration()
            configuration.logins = try .standard(environment: environment)
            configuration.rules = try .standard()
            return configuration
        }
    }

    private let configuration: Configuration
    private let transport: RegistryTransport
    private let authorization: RegistryAuthorization
    /// The registries that turned out to speak without encryption.
    private let plain = Mutex<Set<String>>([])

    private static let blobTimeout = TimeAmount.hours(6)
    private static let indexDepth = 3
    private static let parallelBlobs = 3

    /// Prepares to ask; nothing is sent yet, and ``shutdown()`` must be called in the end.
    ///
    /// - Parameter pause: waits between two tries.
    public init(
        _ configuration: Configuration = Configuration(),
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.configuration = configuration
        transport = RegistryTransport(tries: configuration.tries, pause: pause)
        authorization = RegistryAuthorization(transport, logins: configuration.logins)
    }

    /// Closes the connections.
    public func shutdown() async { await transport.shutdown() }

    /// Fetches an image: from the first of its mirrors that has it, or from the registry.
    ///
    /// - Parameter platform: which image of a list is meant.
    /// - Throws: ``RegistryError``, or ``ImageError`` when what was fetched is no image.
    public func pull(_ reference: RegistryReference, platform: Platform = .current) async throws -> Image {
        try await first(reference) { candidate in
            try await self.image(candidate, for: reference, platform: platform)
        }
    }

    /// The digest that a name stands for now, and that names the same image for ever.
    ///
    /// - Throws: ``RegistryError``.
    public func digest(of reference: RegistryReference) async throws -> String {
        try await first(reference) { candidate in
            try await self.manifest(candidate, version: candidate.reference.version).digest
        }
    }

    private func first<Answer: Sendable>(
        _ reference: RegistryReference, _ body: (RegistryRules.Candidate) async throws -> Answer
    ) async throws -> Answer {
        var failure: (any Error)?
        for candidate in try configuration.rules.candidates(for: reference) {
            do { return try await body(candidate) } catch let error as RegistryError { failure = error }
        }
        throw failure ?? RegistryError(reference.description, .notFound("no place is left to fetch it from"))
    }

    private func image(
        _ candidate: RegistryRules.Candidate, for reference: RegistryReference, platform: Platform
    ) async throws -> Image {
        var (digest, manifest) = try await manifest(candidate, version: candidate.reference.version)
        let named = digest
        for _ in 0..<Self.indexDepth {
            guard case .index(let descriptors) = manifest.content else { break }
            let platforms = descriptors.compactMap(\.platform).filter { $0.system != "unknown" }
            guard
                let own = descriptors.first(where: {
                    $0.platform.map(platform.takes) ?? (descriptors.count == 1)
                })
            else {
                throw RegistryError(
                    candidate.reference.description,
                    .notFound(
                        "there is none for \(platform), only for "
                            + platforms.map(\.description).joined(separator: ", ")))
            }
            (digest, manifest) = try await self.manifest(candidate, version: own.digest)
        }
        guard case .image(let stated, let layers) = manifest.content else {
            throw RegistryError(
                candidate.reference.description, .malformed("indexes lie too deep in each other"))
        }
        let total = layers.reduce(stated.size) { $0.addingReportingOverflow($1.size).partialValue }
        guard total >= 0, total <= configuration.packedBytes else {
            throw RegistryError(
                candidate.reference.description,
                .tooLarge("its layers have more than \(configuration.packedBytes) bytes"))
        }
        let diffIDs = try await diffIDs(stated, candidate)
        guard diffIDs.count == layers.count else {
            throw RegistryError(
                candidate.reference.description,
                .malformed("there are \(layers.count) layers and \(diffIDs.count) rootfs.diff_ids"))
        }
        let files = try await files(layers, candidate)
        let parts = zip(layers, diffIDs).compactMap { layer, diffID in
            files[layer.digest].map { file in
                LayerFile(
                    file: file, name: "\(reference.name)@\(layer.digest)", digest: layer.digest,
                    diffID: diffID)
            }
        }
        return try Image(
            name: reference.description, digest: named, layers: parts, limits: configuration.limits)
    }

    // MARK: Documents

    private func manifest(
        _ candidate: RegistryRules.Candidate, version: String
    ) async throws -> (digest: String, RegistryManifest) {
        let place = candidate.reference.description
        let response = try await ask(
            candidate, path: "manifests/\(version)",
            headers: HTTPHeaders(RegistryManifest.accepted.map { ("Accept", $0) }))
        let bytes: [UInt8]
        do {
            bytes = Array(
                try await response.body.collect(upTo: configuration.limits.documentBytes).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw RegistryError(
                place, .tooLarge("the manifest has more than \(configuration.limits.documentBytes) bytes"))
        }
        let stated =
            RegistryReference.isDigest(version[...])
            ? version : response.headers.first(name: "Docker-Content-Digest")
        let found = BlobFile.digest(of: bytes, like: stated ?? "sha256:")
        if let stated, stated != found {
            throw RegistryError(
                place, .mismatch("the manifest has the digest \(found), not \(stated.prefix(150))"))
        }
        return (found, try RegistryManifest(bytes, place: place))
    }

    private func diffIDs(
        _ descriptor: RegistryManifest.Descriptor, _ candidate: RegistryRules.Candidate
    ) async throws -> [String] {
        let place = "\(candidate.reference.name)@\(descriptor.digest)"
        guard descriptor.size <= configuration.limits.documentBytes else {
            throw RegistryError(place, .tooLarge("the configuration has \(descriptor.size) bytes"))
        }
        let response = try await ask(candidate, path: "blobs/\(descriptor.digest)", headers: [:])
        guard let body = try? await response.body.collect(upTo: descriptor.size) else {
            throw RegistryError(
                place, .mismatch("other bytes come than the \(descriptor.size) that are stated"))
        }
        let bytes = Array(body.readableBytesView)
        let found = BlobFile.digest(of: bytes, like: descriptor.digest)
        guard found == descriptor.digest else {
            throw RegistryError(place, .mismatch("the bytes have the digest \(found)"))
        }
        do throws(JSONError) {
            return try JSONDocument(bytes).root["rootfs"]["diff_ids"].elements.compactMap(\.string)
        } catch {
            throw RegistryError(place, .malformed("\(error)"))
        }
    }

    // MARK: Layers

    private func files(
        _ layers: [RegistryManifest.Descriptor], _ candidate: RegistryRules.Candidate
    ) async throws -> [String: OpenFile] {
        var waiting = Array(Set(layers)).sorted { $0.digest < $1.digest }
        return try await withThrowingTaskGroup(of: (String, OpenFile).self) { group in
            var files: [String: OpenFile] = [:]
            func start() {
                guard let layer = waiting.popLast() else { return }
                group.addTask { (layer.digest, try await self.file(layer, candidate)) }
            }
            for _ in 0..<Self.parallelBlobs { start() }
            while let (digest, file) = try await group.next() {
                files[digest] = file
                start()
            }
            return files
        }
    }

    /// One blob, asked for again when the connection broke on the way.
    private func file(
        _ layer: RegistryManifest.Descriptor, _ candidate: RegistryRules.Candidate
    ) async throws -> OpenFile {
        let place = "\(candidate.reference.name)@\(layer.digest)"
        var failure: any Error = RegistryError(place, .unreachable("nothing was tried"))
        for _ in 0..<max(1, configuration.tries) {
            let response = try await ask(
                candidate, path: "blobs/\(layer.digest)", headers: [:], timeout: Self.blobTimeout)
            var file = try BlobFile(layer, place: place)
            do {
                for try await piece in response.body {
                    try piece.withUnsafeReadableBytes { try file.append($0) }
                }
            } catch let error as RegistryError { throw error } catch {
                failure = RegistryError(place, .unreachable("the connection broke: \(error)"))
                continue
            }
            return OpenFile(try file.finish())
        }
        throw failure
    }

    // MARK: Questions

    private func ask(
        _ candidate: RegistryRules.Candidate, path: String, headers: HTTPHeaders,
        timeout: TimeAmount = .seconds(60)
    ) async throws -> HTTPClientResponse {
        let reference = candidate.reference
        let isInsecure = configuration.isInsecure || candidate.isInsecure
        let tls = try configuration.certificates.configuration(
            for: reference.registry, isInsecure: isInsecure)
        // Docker Hub answers elsewhere than its name says.
        let host = reference.registry == "docker.io" ? "registry-1.docker.io" : reference.registry
        let rest = "://\(host)/v2/\(reference.repository)/\(path)"
        if isInsecure, !plain.withLock({ $0.contains(host) }) {
            do {
                return try await ask(reference, "https" + rest, headers, tls, timeout)
            } catch let error as RegistryError {
                guard case .unreachable = error.problem else { throw error }
            }
            let response = try await ask(reference, "http" + rest, headers, tls, timeout)
            _ = plain.withLock { $0.insert(host) }
            return response
        }
        return try await ask(reference, (isInsecure ? "http" : "https") + rest, headers, tls, timeout)
    }

    private func ask(
        _ reference: RegistryReference, _ url: String, _ headers: HTTPHeaders, _ tls: TLSConfiguration,
        _ timeout: TimeAmount
    ) async throws -> HTTPClientResponse {
        let place = reference.description
        var question = RegistryTransport.Question(url: url, headers: headers, tls: tls, timeout: timeout)
        if let header = authorization.header(for: reference) {
            question.headers.add(name: "Authorization", value: header)
        }
        var response = try await transport.ask(question, place: place)
        if response.status.code == 401, let challenge = Challenge(response.headers["WWW-Authenticate"]) {
            _ = try? await response.body.collect(upTo: 64 << 10)
            let header = try await authorization.answer(challenge, for: reference, from: url, tls: tls)
            question.headers.replaceOrAdd(name: "Authorization", value: header)
            response = try await transport.ask(question, place: place)
        }
        let code = response.status.code
        if (200..<300).contains(code) { return response }
        let detail = await RegistryTransport.refusal(response)
        switch code {
        case 401, 403:
            throw RegistryError(place, .unauthorized("\(reference.registry) refuses it (\(code))\(detail)"))
        case 404: throw RegistryError(place, .notFound("\(reference.registry) has no such image\(detail)"))
        default: throw RegistryError(place, .malformed("\(reference.registry) answered \(code)\(detail)"))
        }
    }
}
