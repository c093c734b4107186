extension Image {
    /// What names a layer.
    public struct LayerName: Sendable, Hashable {
        /// Where its bytes are, for messages.
        public let place: String
        /// The digest of its bytes; nil in a docker archive, which states none.
        public let digest: String?
        /// The digest of its archive unpacked; nil when the image states none.
        public let diffID: String?
    }

    /// The layers, lowest first.
    public var layerNames: [LayerName] {
        layers.map { layer in
            LayerName(
                place: layer.name, digest: layer.digest?.description, diffID: layer.diffID?.description)
        }
    }

    /// How much of it may be read.
    package var limitsInUse: ImageLimits { limits }

    /// Calls `body` with the archive of one layer, and compares the layer's digests unless `body` wants no more.
    ///
    /// - Throws: ``ImageError``; what was read before is of a part of the layer, or of one that is not the image's.
    package func readLayer(
        _ number: Int, _ body: (_ reader: inout TarReader) throws(ImageError) -> LayerEnd
    ) throws(ImageError) {
        let layer = layers[number]
        let pieces = LayerPieces(layer, limits: limits)
        var reader = TarReader(pieces, name: layer.name)
        if case .compareDigests = try body(&reader) { try pieces.finish() }
    }

    /// What is left to do with a layer that was read.
    package enum LayerEnd {
        /// Its digests are to be compared.
        case compareDigests
        /// Nothing: they have been before.
        case known
    }
}
