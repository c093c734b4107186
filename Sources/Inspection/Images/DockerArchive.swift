import Bytes

/// What `docker save` writes: a list of images, their configurations, and layers that mostly are not packed.
struct DockerArchive {
    let files: ImageFiles
    let limits: ImageLimits

    /// The layers of the image of a name, or of the only one, and its configuration's digest.
    func layers(_ name: String?, _ bytes: [UInt8]) throws(ImageError) -> ([Layer], String) {
        let images = try ImageDocument(bytes, place: "\(files.path): manifest.json").elements()
        var tags: [String] = []
        var chosen: [ImageDocument] = []
        for image in images {
            let own = try image.texts("RepoTags")
            tags += own
            if name == nil || own.contains(where: { $0 == name || $0.hasSuffix(":\(name ?? "")") }) {
                chosen.append(image)
            }
        }
        guard chosen.count == 1, let image = chosen.first else {
            let asked = name.map { "there is no single image \"\($0)\"" } ?? "there is no single image"
            throw ImageError(
                files.path, .ambiguous("\(asked); there are \(tags.sorted().joined(separator: ", "))"))
        }
        let configuration = try configuration(image)
        let diffIDs = try configuration.document.diffIDs()
        let paths = try image.texts("Layers")
        guard paths.count == diffIDs.count else {
            throw ImageError(
                image.place,
                .malformed("there are \(paths.count) Layers and \(diffIDs.count) rootfs.diff_ids"))
        }
        var layers: [Layer] = []
        for (path, diffID) in zip(paths, diffIDs) {
            guard let region = try files.region(path) else {
                throw ImageError(files.path, .missing("there is no \(path), which manifest.json names"))
            }
            layers.append(Layer(region: region, digest: nil, diffID: diffID))
        }
        return (layers, configuration.digest.description)
    }

    private func configuration(
        _ image: ImageDocument
    ) throws(ImageError) -> (document: ImageDocument, digest: ContentDigest) {
        let path = try image.text("Config")
        guard let bytes = try files.document(path, limits: limits) else {
            throw ImageError(files.path, .missing("there is no \(path), which manifest.json names"))
        }
        let digest = ContentDigest.of(bytes)
        // The file is named after its digest, in one of two spellings.
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let stated = name.hasSuffix(".json") ? String(name.dropLast(5)) : name
        if ContentDigest("sha256:\(stated)") != nil, stated != digest.hex {
            throw ImageError("\(files.path): \(path)", .mismatch("the bytes have the digest \(digest)"))
        }
        return (try ImageDocument(bytes, place: "\(files.path): \(path)"), digest)
    }
}
