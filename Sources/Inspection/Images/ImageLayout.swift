import Bytes

/// An OCI layout: from the index to a manifest, its configuration and its layers, every digest compared.
struct ImageLayout {
    let files: ImageFiles
    let limits: ImageLimits

    /// How deep indexes may lie in each other.
    private static let depthLimit = 4

    /// The manifest that a name, or this machine's architecture, chooses.
    func choose(_ name: String?, _ bytes: [UInt8]) throws(ImageError) -> Descriptor {
        var found: [Candidate] = []
        let index = try ImageDocument(bytes, place: "\(files.path): index.json")
        try collect(index, names: [], depth: 0, &found)
        var choices = found
        if let name { choices = found.filter { $0.names.contains(name) } }
        if choices.count > 1 {
            let own = choices.filter(\.isForThisMachine)
            if !own.isEmpty { choices = own }
        }
        if let only = choices.first, choices.allSatisfy({ $0.descriptor.digest == only.descriptor.digest }) {
            return only.descriptor
        }
        let names = Set(found.flatMap(\.names)).sorted().joined(separator: ", ")
        let asked = name.map { "there is no single image \"\($0)\"" } ?? "there is no single image"
        throw ImageError(
            files.path, .ambiguous("\(asked); \(names.isEmpty ? "there are no names" : "there are \(names)")")
        )
    }

    /// The layers of a manifest, lowest first.
    func layers(of descriptor: Descriptor) throws(ImageError) -> [Layer] {
        let manifest = try document(descriptor)
        let stated = try Descriptor(manifest.member("config"))
        guard Self.configurationTypes.contains(stated.mediaType) else {
            throw ImageError(
                stated.place,
                .malformed("it is of type \"\(stated.mediaType)\", so this is no container image"))
        }
        let configuration = try document(stated)
        let diffIDs = try configuration.diffIDs()
        let layers = try manifest.list("layers")
        guard layers.count == diffIDs.count else {
            throw ImageError(
                manifest.place,
                .malformed("there are \(layers.count) layers and \(diffIDs.count) rootfs.diff_ids"))
        }
        var result: [Layer] = []
        for (layer, diffID) in zip(layers, diffIDs) {
            let descriptor = try Descriptor(layer)
            guard !descriptor.mediaType.contains("encrypted") else {
                throw ImageError(descriptor.place, .malformed("the layer is encrypted"))
            }
            result.append(
                Layer(region: try region(descriptor), digest: descriptor.digest, diffID: diffID))
        }
        return result
    }

    private static let configurationTypes = [
        "application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json",
    ]

    // MARK: The index

    private struct Candidate {
        let descriptor: Descriptor
        let names: [String]

        var isForThisMachine: Bool {
            descriptor.platform?["os"]?.string == "linux"
                && descriptor.platform?["architecture"]?.string == Self.architecture
        }

        /// The architecture as Go, whose names the standard takes, calls it.
        private static let architecture: String = {
            #if arch(x86_64)
            "amd64"
            #elseif arch(arm64)
            "arm64"
            #elseif arch(s390x)
            "s390x"
            #elseif arch(powerpc64le)
            "ppc64le"
            #else
            ""
            #endif
        }()
    }

    private func collect(
        _ index: ImageDocument, names: [String], depth: Int, _ found: inout [Candidate]
    ) throws(ImageError) {
        guard depth < Self.depthLimit else {
            throw ImageError(index.place, .malformed("indexes lie more than \(Self.depthLimit) deep"))
        }
        for element in try index.list("manifests") {
            let descriptor = try Descriptor(element)
            // Builders store their attestations as manifests for a platform that is none.
            if descriptor.platform?["os"]?.string == "unknown" { continue }
            let names =
                names
                + [
                    "org.opencontainers.image.ref.name", "io.containerd.image.name",
                ].compactMap { descriptor.annotations?[$0]?.string } + [descriptor.digest.description]
            guard found.count < limits.layers else {
                throw ImageError(index.place, .tooLarge("there are more than \(limits.layers) manifests"))
            }
            if descriptor.isIndex {
                try collect(try document(descriptor), names: names, depth: depth + 1, &found)
            } else {
                found.append(Candidate(descriptor: descriptor, names: names))
            }
        }
    }

    // MARK: Blobs

    private func region(_ descriptor: Descriptor) throws(ImageError) -> FileRegion {
        let name = "blobs/\(descriptor.digest.algorithm.rawValue)/\(descriptor.digest.hex)"
        guard let region = try files.region(name) else {
            throw ImageError(files.path, .missing("there is no \(name), which \(descriptor.place) names"))
        }
        guard region.count == descriptor.size else {
            throw ImageError(
                region.name,
                .mismatch("it has \(region.count) bytes, and \(descriptor.place) says \(descriptor.size)"))
        }
        return region
    }

    private func document(_ descriptor: Descriptor) throws(ImageError) -> ImageDocument {
        let region = try region(descriptor)
        let bytes = try region.bytes(limit: limits.documentBytes)
        let found = ContentDigest.of(bytes, descriptor.digest.algorithm)
        guard found == descriptor.digest else {
            throw ImageError(region.name, .mismatch("the bytes have the digest \(found)"))
        }
        return try ImageDocument(bytes, place: region.name)
    }
}

extension ImageDocument {
    /// The digests of the unpacked layers in a configuration (OCI image-spec 1.1, config.md, `rootfs.diff_ids`).
    func diffIDs() throws(ImageError) -> [ContentDigest] {
        var digests: [ContentDigest] = []
        for text in try member("rootfs").texts("diff_ids") {
            guard let digest = ContentDigest(text) else {
                throw ImageError(place, .malformed("rootfs.diff_ids: \"\(text)\" is no digest"))
            }
            digests.append(digest)
        }
        return digests
    }
}
