import Glibc

/// A layer that somebody else fetched: an open file, and what the image's manifest says of it.
package struct LayerFile {
    /// The layer as it came, packed or not.
    let file: OpenFile
    /// What messages call it.
    let name: String
    /// The digest of its bytes; nil when none is stated.
    let digest: String?
    /// The digest of its archive unpacked; nil when none is stated.
    let diffID: String?

    /// Takes an open file over.
    package init(file: OpenFile, name: String, digest: String?, diffID: String?) {
        self.file = file
        self.name = name
        self.digest = digest
        self.diffID = diffID
    }
}

extension Image {
    /// Opens an image of layers, lowest first, that were fetched from elsewhere.
    ///
    /// - Parameter digest: the digest of the image's manifest.
    /// - Throws: ``ImageError`` when a digest is none, or there are more layers than allowed.
    package init(
        name: String, digest: String, layers files: [LayerFile], limits: ImageLimits = ImageLimits()
    ) throws(ImageError) {
        guard files.count <= limits.layers else {
            throw ImageError(name, .tooLarge("the image has \(files.count) layers"))
        }
        var layers: [Layer] = []
        for file in files {
            var status = stat()
            guard fstat(file.file.descriptor, &status) == 0 else {
                throw ImageError(file.name, .system(String(cString: strerror(errno))))
            }
            let region = FileRegion(file: file.file, offset: 0, count: Int(status.st_size), name: file.name)
            layers.append(
                Layer(
                    region: region, digest: try Self.checked(file.digest, file.name),
                    diffID: try Self.checked(file.diffID, file.name)))
        }
        self.init(name: name, digest: digest, layers: layers, limits: limits)
    }

    private static func checked(_ text: String?, _ place: String) throws(ImageError) -> ContentDigest? {
        guard let text else { return nil }
        guard let digest = ContentDigest(text) else {
            throw ImageError(place, .malformed("\"\(text)\" is no sha256 or sha512 digest"))
        }
        return digest
    }
}
