/// How much of an image is unpacked before it counts as an attack.
///
/// The standards bound nothing. The largest images in use hold some tens of gigabytes and a few million files;
/// text of software packs to a fifth, and only what is made for it packs to a hundredth.
public struct ImageLimits: Sendable {
    /// The most bytes of an index, a manifest or a configuration; registries take no larger manifests.
    public var documentBytes = 4 << 20
    /// The most bytes of all layers unpacked.
    public var totalBytes = 64 << 30
    /// The most entries of all layers.
    public var entries = 5_000_000
    /// The most bytes that one packed byte of a layer may become once the layer is large.
    public var ratio = 200
    /// How many unpacked bytes of a layer pass before the ratio counts.
    public var ratioFreeBytes = 256 << 20
    /// The most layers.
    public var layers = 1000
    /// The deepest a path may be: removing a tree takes a descriptor a level.
    public var depth = 200

    /// The limits in use.
    public init() {}
}
