import Bytes
public import Signing

/// Who signed a manifest: a line `ed25519 PUBLIC-KEY SIGNATURE` for each, both in base 64.
public struct FeedSignatures: Sendable, Equatable {
    private var lines: [Line] = []

    private struct Line: Sendable, Equatable {
        let key: Ed25519PublicKey
        let signature: [UInt8]
    }

    /// What is signed begins with this, so that no signature of another kind of statement passes for one of these.
    private static let context = Array("martlet feed manifest, form 1\n".utf8)
    /// The most bytes that are read.
    static let limit = 16 << 10
    /// The most signatures that are read: each one costs a check.
    private static let countLimit = 32

    /// Nobody.
    public init() {}

    /// Reads lines; those of other algorithms, which another program may know, are passed over.
    ///
    /// - Parameter path: what messages call them.
    /// - Throws: ``FeedsError/damaged(_:_:)`` with the line that is none.
    public init(_ bytes: [UInt8], path: String) throws(FeedsError) {
        guard bytes.count <= Self.limit else { throw .damaged(path, "more than 16 KiB are not read") }
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: true).enumerated() {
            let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
            guard words.count >= 2 else { throw .damaged(path, "line \(index + 1) is no signature") }
            guard words[0].elementsEqual("ed25519".utf8) else { continue }
            guard words.count == 3, let raw = Base64.decode(String(decoding: words[1], as: UTF8.self)),
                let key = Ed25519PublicKey(raw: raw),
                let signature = Base64.decode(String(decoding: words[2], as: UTF8.self)),
                signature.count == 64
            else { throw .damaged(path, "line \(index + 1) is no Ed25519 key and signature in base 64") }
            guard lines.count < Self.countLimit else {
                throw .damaged(path, "more than \(Self.countLimit) signatures are not read")
            }
            lines.append(Line(key: key, signature: signature))
        }
    }

    /// The lines.
    public var bytes: [UInt8] {
        lines.flatMap { line in
            Array("ed25519 \(Base64.encode(line.key.raw)) \(Base64.encode(line.signature))\n".utf8)
        }
    }

    /// The keys that signed exactly these bytes of a manifest.
    public func signers(of manifest: [UInt8]) -> [Ed25519PublicKey] {
        var signers: [Ed25519PublicKey] = []
        for line in lines
        where !signers.contains(line.key) && line.key.signed(Self.context + manifest, line.signature) {
            signers.append(line.key)
        }
        return signers
    }

    /// Adds the signature of a key, in the place of an earlier one of the same key.
    ///
    /// - Throws: what keeps the key from signing.
    public mutating func sign(_ manifest: [UInt8], with signer: Ed25519Key) throws {
        guard let key = Ed25519PublicKey(raw: signer.publicKey) else { return }
        let line = Line(key: key, signature: try signer.signature(of: Self.context + manifest))
        lines.removeAll { $0.key == key }
        // Whoever reads stops at the limit; the oldest signature has to go.
        lines = Array(lines.suffix(Self.countLimit - 1)) + [line]
    }

    /// These and those of other keys, as many as are read back.
    func adding(_ others: Self) -> Self {
        var all = self
        for line in others.lines where !lines.contains(where: { $0.key == line.key }) {
            all.lines.append(line)
        }
        all.lines = Array(all.lines.prefix(Self.countLimit))
        return all
    }

    /// Keeps the signatures that hold of these bytes.
    func holding(of manifest: [UInt8]) -> Self {
        let signers = signers(of: manifest)
        var kept = self
        kept.lines = lines.filter { signers.contains($0.key) }
        return kept
    }
}
