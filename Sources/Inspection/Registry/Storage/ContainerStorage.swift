import Bytes
import Files
public import Images

/// The images and containers that podman, buildah and CRI-O keep on a machine (containers-storage.conf(5), the
/// `overlay` driver).
///
/// ```swift
/// let storage = try ContainerStorage.standard()
/// for container in try storage.containers() { print(container.names, container.image) }
/// ```
public struct ContainerStorage: Sendable {
    /// Where everything is, such as `/var/lib/containers/storage`.
    public let directory: String

    private static let sizeLimit = 64 << 20
    /// The most layers below each other.
    private static let layerLimit = 1000

    /// An image and what it is made of.
    public struct StoredImage: Sendable, Hashable {
        /// Its identifier: the digest of its configuration, without the algorithm.
        public var id: String
        /// The digest of its manifest; nil when not kept.
        public var digest: String?
        /// Its names, with tags.
        public var names: [String]
        /// Its layers, lowest first.
        public var layers: [StoredLayer]
    }

    /// A layer as a directory of what it adds.
    public struct StoredLayer: Sendable, Hashable {
        /// Its name in the storage.
        public var id: String
        /// The digest of its archive unpacked; nil for a container's own.
        public var diffID: String?
        /// The directory.
        public var directory: String
    }

    /// A container.
    public struct StoredContainer: Sendable, Hashable {
        /// Its identifier.
        public var id: String
        /// Its names.
        public var names: [String]
        /// The identifier of the image that it was made of.
        public var image: String
        /// Its layers, lowest first; the last is its own.
        public var layers: [StoredLayer]
        /// What the program that made it notes of it, in JSON, such as the pod's name.
        public var metadata: String
        /// Where its files stand while it is mounted.
        public var root: String
    }

    /// Looks into a directory.
    public init(directory: String) { self.directory = directory }

    /// The storage of this machine's root, as storage.conf says.
    ///
    /// - Parameter file: the settings; without them the storage is where it always was.
    public static func standard(file: String = "/etc/containers/storage.conf") throws(RegistryError)
        -> ContainerStorage
    {
        var place = "/var/lib/containers/storage"
        let bytes: [UInt8]?
        do throws(FileFailure) { bytes = try SmallFile.read(file, limit: 1 << 20) } catch {
            throw RegistryError(file, .badConfiguration(error.reason))
        }
        var lines = TOMLLines(bytes ?? [], path: file)
        while let entry = try lines.next() {
            guard entry.table == "storage" else { continue }
            switch entry.key {
            case "graphroot": place = try entry.text()
            case "driver":
                let driver = try entry.text()
                guard driver == "overlay" || driver.isEmpty else {
                    throw entry.error("the driver \"\(driver)\" is not read, overlay is")
                }
            default: break
            }
        }
        return ContainerStorage(directory: place)
    }

    /// The images; none when nothing was ever stored.
    public func images() throws(RegistryError) -> [StoredImage] {
        let parents = try layers()
        var images: [StoredImage] = []
        for entry in try records("overlay-images/images.json") {
            guard let id = entry["id"].string, Self.isName(id) else { continue }
            images.append(
                StoredImage(
                    id: id, digest: entry["digest"].string,
                    names: entry["names"].elements.compactMap(\.string),
                    layers: try chain(entry["layer"].string, parents)))
        }
        return images
    }

    /// The containers, running or not.
    public func containers() throws(RegistryError) -> [StoredContainer] {
        let parents = try layers()
        var containers: [StoredContainer] = []
        for file in ["overlay-containers/containers.json", "overlay-containers/volatile-containers.json"] {
            for entry in try records(file) {
                guard let id = entry["id"].string, let layer = entry["layer"].string, Self.isName(layer)
                else {
                    continue
                }
                containers.append(
                    StoredContainer(
                        id: id, names: entry["names"].elements.compactMap(\.string),
                        image: entry["image"].string ?? "", layers: try chain(layer, parents),
                        metadata: entry["metadata"].string ?? "", root: "\(directory)/overlay/\(layer)/merged"
                    ))
            }
        }
        return containers
    }

    /// An image to be looked into: its layers are put into archives, which nobody else sees.
    ///
    /// - Parameter name: an identifier or the beginning of one, a digest, or a name.
    /// - Throws: ``RegistryError`` when there is none, or ``ImageError`` when it is damaged.
    public func image(_ name: String, limits: ImageLimits = ImageLimits()) throws -> Image {
        let reference = try? RegistryReference(name)
        let found = try images().filter { image in
            image.id == name || image.digest == name || image.names.contains(name)
                || name.utf8.count >= 12 && image.id.hasPrefix(name)
                || reference.map { image.names.contains($0.description) } == true
        }
        guard let image = found.first, found.count == 1 else {
            throw RegistryError(
                name, .notFound(found.isEmpty ? "\(directory) has no such image" : "it names several images"))
        }
        var files: [LayerFile] = []
        for layer in image.layers {
            files.append(
                LayerFile(
                    file: try DiffArchive.archive(of: layer.directory, limits: limits), name: layer.directory,
                    digest: nil, diffID: nil))
        }
        return try Image(
            name: name, digest: image.digest ?? "sha256:\(image.id)", layers: files, limits: limits)
    }

    private struct Layer {
        var parent: String?
        var diffID: String?
    }

    private func layers() throws(RegistryError) -> [String: Layer] {
        var layers: [String: Layer] = [:]
        for file in ["overlay-layers/layers.json", "overlay-layers/volatile-layers.json"] {
            for entry in try records(file) {
                guard let id = entry["id"].string, Self.isName(id) else { continue }
                layers[id] = Layer(parent: entry["parent"].string, diffID: entry["diff-digest"].string)
            }
        }
        return layers
    }

    /// The layers from the lowest to the named one.
    private func chain(_ top: String?, _ layers: [String: Layer]) throws(RegistryError) -> [StoredLayer] {
        var chain: [StoredLayer] = []
        var next = top.flatMap { $0.isEmpty ? nil : $0 }
        while let id = next {
            guard let layer = layers[id] else {
                throw RegistryError(
                    "\(directory)/overlay-layers", .malformed("there is no layer \"\(id.prefix(80))\""))
            }
            guard chain.count < Self.layerLimit else {
                throw RegistryError(
                    "\(directory)/overlay-layers", .malformed("the layer \"\(id)\" is below itself"))
            }
            chain.append(
                StoredLayer(id: id, diffID: layer.diffID, directory: "\(directory)/overlay/\(id)/diff"))
            next = layer.parent.flatMap { $0.isEmpty ? nil : $0 }
        }
        return chain.reversed()
    }

    private func records(_ name: String) throws(RegistryError) -> [JSONView] {
        let path = "\(directory)/\(name)"
        let bytes: [UInt8]?
        do throws(FileFailure) { bytes = try SmallFile.read(path, limit: Self.sizeLimit) } catch {
            throw RegistryError(path, .system(error.reason))
        }
        guard let bytes else { return [] }
        do throws(JSONError) { return try JSONDocument(bytes).root.elements } catch {
            throw RegistryError(path, .malformed("\(error)"))
        }
    }

    /// Whether a text can be a directory's name without leading elsewhere.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count < 256 && !text.hasPrefix(".") && !text.contains("/")
            && !text.utf8.contains(0)
    }
}
