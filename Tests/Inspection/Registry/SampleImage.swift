import Bytes
import Crypto

/// An image of one file, as a registry keeps it: documents and layers by their digests.
struct SampleImage: Sendable {
    private(set) var blobs: [String: [UInt8]] = [:]
    let manifest: [UInt8]
    let layer: String

    var digest: String { Self.digest(manifest) }

    init(text: String = "ID=sample\n") {
        let archive = Self.archive("etc/os-release", text)
        layer = Self.digest(archive)
        let configuration = Array(
            """
            {"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": ["\(layer)"]}}
            """.utf8)
        manifest = Array(
            """
            {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
             "config": {"mediaType": "application/vnd.oci.image.config.v1+json",
              "digest": "\(Self.digest(configuration))", "size": \(configuration.count)},
             "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar",
              "digest": "\(layer)", "size": \(archive.count)}]}
            """.utf8)
        blobs[layer] = archive
        blobs[Self.digest(configuration)] = configuration
        blobs[Self.digest(manifest)] = manifest
    }

    /// A list that has the image for one platform and something else for others.
    func index(_ platforms: [String]) -> [UInt8] {
        let entries = platforms.map { platform in
            let parts = platform.split(separator: "/")
            return """
                {"mediaType": "application/vnd.oci.image.manifest.v1+json", "size": \(manifest.count),
                 "digest": "\(platform == "linux/amd64" ? digest : Self.digest(Array(platform.utf8)))",
                 "platform": {"os": "\(parts[0])", "architecture": "\(parts[1])"}}
                """
        }
        return Array(
            """
            {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json",
             "manifests": [\(entries.joined(separator: ", "))]}
            """.utf8)
    }

    /// What a registry without any wishes answers.
    func answer(_ path: String) -> FakeRegistry.Answer {
        let name = String(path.split(separator: "/").last ?? "")
        if path.contains("/manifests/"), !name.hasPrefix("sha256:") { return .init(body: manifest) }
        guard let bytes = blobs[name] else { return .init(code: 404, body: Array("no such thing".utf8)) }
        return .init(body: bytes)
    }

    static func digest(_ bytes: [UInt8]) -> String { "sha256:" + Hex.encode(SHA256.hash(data: bytes)) }

    /// An archive of one file (POSIX ustar).
    private static func archive(_ path: String, _ text: String) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at place: Int) {
            header.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
        }
        put(path, at: 0)
        put("0000644\u{0}0000000\u{0}0000000\u{0}", at: 100)
        let size = String(text.utf8.count, radix: 8)
        put(String(repeating: "0", count: 11 - size.count) + size, at: 124)
        put("00000000000", at: 136)
        put("        0", at: 148)
        put("ustar\u{0}00", at: 257)
        let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
        put(String(repeating: "0", count: 6 - sum.count) + sum + "\u{0} ", at: 148)
        let padding = (512 - text.utf8.count % 512) % 512
        return header + Array(text.utf8) + [UInt8](repeating: 0, count: padding + 1024)
    }
}
