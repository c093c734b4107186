import Bytes

/// A container image in a file or a directory: which layers it is made of, lowest first.
///
/// Read are OCI layouts (OCI image-spec 1.1, image-layout.md) as a directory and as an archive, and the archives of
/// `docker save`.
///
/// ```swift
/// let image = try Image("/srv/images/app:v2")
/// let unpacked = try UnpackedImage(image)
/// let release = unpacked.host.osRelease()
/// ```
public struct Image: Sendable {
    /// What a person called it.
    public let name: String
    /// The digest that names the image: of its manifest, or of its configuration in a docker archive.
    public let digest: String
    /// How many layers it has.
    public var layerCount: Int { layers.count }

    let layers: [Layer]
    let limits: ImageLimits

    /// Opens an image.
    ///
    /// - Parameter reference: a path, or a path with the name of one of several images behind a colon.
    /// - Throws: ``ImageError`` when there is no such image or a document of it is not as the standard says.
    public init(_ reference: String, limits: ImageLimits = ImageLimits()) throws(ImageError) {
        let reference = ImageReference(reference)
        let files = try ImageFiles(path: reference.path)
        if let index = try files.document("index.json", limits: limits) {
            let layout = ImageLayout(files: files, limits: limits)
            let descriptor = try layout.choose(reference.name, index)
            layers = try layout.layers(of: descriptor)
            digest = descriptor.digest.description
        } else if let manifest = try files.document("manifest.json", limits: limits) {
            let archive = DockerArchive(files: files, limits: limits)
            (layers, digest) = try archive.layers(reference.name, manifest)
        } else {
            throw ImageError(
                reference.path, .notAnImage("it has neither an index.json nor a manifest.json at its top"))
        }
        name = reference.text
        self.limits = limits
        guard layers.count <= limits.layers else {
            throw ImageError(reference.path, .tooLarge("the image has \(layers.count) layers"))
        }
    }

    init(name: String, digest: String, layers: [Layer], limits: ImageLimits) {
        self.name = name
        self.digest = digest
        self.layers = layers
        self.limits = limits
    }

    /// Whether a path looks like an image, so that a command may take it for one.
    public static func isImage(_ path: String) -> Bool {
        guard let files = try? ImageFiles(path: path) else { return false }
        if (try? files.region("index.json")) != nil { return (try? files.region("oci-layout")) != nil }
        return (try? files.region("manifest.json")) != nil
    }
}
