import Bytes

/// A manifest or an index as a registry answers it (OCI image-spec 1.1, manifest.md and image-index.md; docker's
/// schema 2).
struct RegistryManifest {
    struct Descriptor: Hashable {
        var mediaType: String
        var digest: String
        var size: Int
        var platform: Platform?
    }

    enum Content {
        case index([Descriptor])
        case image(configuration: Descriptor, layers: [Descriptor])
    }

    let content: Content

    /// What is asked for, in the order of preference.
    static let accepted = [
        "application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ]

    /// The most layers or manifests.
    private static let countLimit = 1000

    /// Reads a document; what it is says its media type, or its members where it has none.
    init(_ bytes: [UInt8], place: String) throws(RegistryError) {
        func malformed(_ reason: String) -> RegistryError { RegistryError(place, .malformed(reason)) }
        let document: JSONDocument
        do throws(JSONError) { document = try JSONDocument(bytes) } catch { throw malformed("\(error)") }
        let root = document.root
        if root["schemaVersion"].int == 1 {
            throw malformed(
                "it is a manifest of docker's schema 1, which states no digests of its layers' content")
        }
        if !root["manifests"].isMissing {
            content = .index(try Self.descriptors(root["manifests"], "manifests", place))
            return
        }
        guard !root["layers"].isMissing, !root["config"].isMissing else {
            throw malformed("it has neither \"manifests\" nor \"layers\" and \"config\"")
        }
        let configuration = try Self.descriptor(root["config"], "config", place)
        guard
            configuration.mediaType.contains("image.config")
                || configuration.mediaType.contains("container.image")
        else {
            throw malformed(
                "config: it is of type \"\(configuration.mediaType)\", so this is no container image")
        }
        content = .image(
            configuration: configuration, layers: try Self.descriptors(root["layers"], "layers", place))
    }

    private static func descriptors(
        _ view: JSONView, _ field: String, _ place: String
    ) throws(RegistryError) -> [Descriptor] {
        let elements = view.elements
        guard elements.count <= countLimit else {
            throw RegistryError(place, .tooLarge("\(field): there are \(elements.count) of them"))
        }
        var descriptors: [Descriptor] = []
        for (number, element) in elements.enumerated() {
            descriptors.append(try descriptor(element, "\(field)[\(number)]", place))
        }
        return descriptors
    }

    private static func descriptor(
        _ view: JSONView, _ field: String, _ place: String
    ) throws(RegistryError) -> Descriptor {
        guard let digest = view["digest"].string, RegistryReference.isDigest(digest[...]) else {
            throw RegistryError(place, .malformed("\(field): field \"digest\" is no sha256 or sha512 digest"))
        }
        guard let size = view["size"].int, size >= 0 else {
            throw RegistryError(place, .malformed("\(field): field \"size\" is not a number of bytes"))
        }
        let platform = view["platform"]
        return Descriptor(
            mediaType: view["mediaType"].string ?? "", digest: digest, size: size,
            platform: platform.isMissing
                ? nil
                : Platform(
                    system: platform["os"].string ?? "", architecture: platform["architecture"].string ?? "",
                    variant: platform["variant"].string))
    }
}

/// What an image runs on, in Go's words (OCI image-spec 1.1, image-index.md, `platform`).
public struct Platform: Sendable, Hashable, CustomStringConvertible {
    /// The system, such as `linux`.
    public var system: String
    /// The processor, such as `amd64`.
    public var architecture: String
    /// The processor's variant, such as `v7`; nil for any.
    public var variant: String?

    /// Names a platform.
    public init(system: String = "linux", architecture: String, variant: String? = nil) {
        self.system = system
        self.architecture = architecture
        self.variant = variant
    }

    /// This machine's.
    public static var current: Platform {
        #if arch(x86_64)
        Platform(architecture: "amd64")
        #elseif arch(arm64)
        Platform(architecture: "arm64")
        #elseif arch(s390x)
        Platform(architecture: "s390x")
        #elseif arch(powerpc64le)
        Platform(architecture: "ppc64le")
        #else
        Platform(architecture: "")
        #endif
    }

    /// Whether an image for another platform runs here.
    func takes(_ other: Platform) -> Bool {
        system == other.system && architecture == other.architecture
            && (variant == nil || other.variant == nil || variant == other.variant)
    }

    /// `linux/arm/v7`.
    public var description: String {
        [system, architecture, variant].compactMap { $0 }.joined(separator: "/")
    }
}
