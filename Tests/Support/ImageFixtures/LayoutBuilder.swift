import Bytes
import CZlib
import CZstd
package import ScratchRoots

/// Writes images for tests: OCI layouts and docker archives out of layers' archives.
package struct LayoutBuilder {
    /// How a layer is packed.
    package enum Packing: CaseIterable { case none, gzip, twoMembers, zstandard }

    /// The files of an image by path.
    package private(set) var files: [String: [UInt8]] = [:]

    /// The files of an OCI layout.
    ///
    /// - Parameter name: the value of the annotation that names the image.
    package init(layers: [[UInt8]], packing: Packing = .gzip, name: String = "latest") {
        var descriptors: [JSON] = []
        for layer in layers {
            descriptors.append(
                addBlob(Self.pack(layer, packing), "application/vnd.oci.image.layer.v1.tar+gzip"))
        }
        let configuration: JSON = ["os": "linux", "architecture": "amd64", "rootfs": Self.rootfs(layers)]
        let manifest: JSON = [
            "schemaVersion": 2,
            "config": addBlob(configuration.bytes, "application/vnd.oci.image.config.v1+json"),
            "layers": .array(descriptors),
        ]
        var descriptor = addBlob(manifest.bytes, "application/vnd.oci.image.manifest.v1+json")
        descriptor["annotations"] = ["org.opencontainers.image.ref.name": .string(name)]
        files["index.json"] =
            JSON.object(
                JSONObject([("schemaVersion", 2), ("manifests", .array([descriptor]))])
            ).bytes
        files["oci-layout"] = Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8)
    }

    private init() {}

    /// The files of a docker archive.
    package static func docker(layers: [[UInt8]], tag: String = "app:v1") -> LayoutBuilder {
        var builder = LayoutBuilder()
        let configuration: JSON = ["os": "linux", "rootfs": rootfs(layers)]
        let name = "\(sha256(configuration.bytes)).json"
        builder.files[name] = configuration.bytes
        var paths: [JSON] = []
        for (number, layer) in layers.enumerated() {
            builder.files["\(number)/layer.tar"] = layer
            paths.append(.string("\(number)/layer.tar"))
        }
        let image: JSON = ["Config": .string(name), "RepoTags": [.string(tag)], "Layers": .array(paths)]
        builder.files["manifest.json"] = JSON.array([image]).bytes
        return builder
    }

    /// Changes a file.
    package mutating func replace(_ name: String, _ bytes: [UInt8]?) { files[name] = bytes }

    /// The name of the blob that is largest: a layer.
    package var layerName: String {
        files.keys.filter { $0.hasPrefix("blobs/") }.max { size($0) < size($1) } ?? ""
    }

    private func size(_ name: String) -> Int { files[name]?.count ?? 0 }

    /// Writes the files into a directory.
    package func write(to root: ScratchRoot) { for (name, bytes) in files { root.file(name, bytes: bytes) } }

    /// The files as one archive.
    package var archive: [UInt8] {
        var builder = TarBuilder()
        for name in files.keys.sorted() { builder.add("./" + name, content: files[name] ?? []) }
        return builder.archive
    }

    private mutating func addBlob(_ bytes: [UInt8], _ type: String) -> JSON {
        let digest = Self.sha256(bytes)
        files["blobs/sha256/\(digest)"] = bytes
        return [
            "mediaType": .string(type), "digest": .string("sha256:\(digest)"),
            "size": .int(Int64(bytes.count)),
        ]
    }

    private static func sha256(_ bytes: [UInt8]) -> String { Hex.encode(Digest.of(bytes, .sha256)) }

    private static func rootfs(_ layers: [[UInt8]]) -> JSON {
        [
            "type": "layers",
            "diff_ids": .array(layers.map { .string("sha256:\(sha256($0))") }),
        ]
    }

    /// Packs bytes.
    package static func pack(_ bytes: [UInt8], _ packing: Packing) -> [UInt8] {
        switch packing {
        case .none: return bytes
        case .gzip: return gzip(bytes)
        case .twoMembers:
            let half = bytes.count / 2
            return gzip(Array(bytes[..<half])) + gzip(Array(bytes[half...]))
        case .zstandard:
            var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
            let count = ZSTD_compress(&packed, packed.count, bytes, bytes.count, 3)
            return Array(packed[..<count])
        }
    }

    private static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        deflateInit2_(
            &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        defer { deflateEnd(&stream) }
        var input = bytes
        var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 64)
        let count = packed.count
        return input.withUnsafeMutableBufferPointer { source in
            packed.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(count)
                deflate(&stream, Z_FINISH)
                return Array(target[..<(count - Int(stream.avail_out))])
            }
        }
    }
}
