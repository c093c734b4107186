/// One layer of an image, lowest first (OCI image-spec 1.1, layer.md).
struct Layer {
    /// Where its bytes are.
    let region: FileRegion
    /// The digest of its bytes; nil in a docker archive, which states none.
    let digest: ContentDigest?
    /// The digest of its archive unpacked; nil when the image states none.
    let diffID: ContentDigest?

    /// What messages call it.
    var name: String { region.name }
}
