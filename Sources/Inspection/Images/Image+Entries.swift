extension Image {
    /// Calls `body` with the archive of each layer, lowest first, and compares the layers' digests.
    ///
    /// - Throws: ``ImageError``; what was read so far is of no use then.
    package func forEachLayer(
        _ body: (_ name: String, _ reader: inout TarReader) throws(ImageError) -> Void
    ) throws(ImageError) {
        for layer in layers {
            let pieces = LayerPieces(layer, limits: limits)
            var reader = TarReader(pieces, name: layer.name)
            try body(layer.name, &reader)
            while try reader.next() != nil {}
            try pieces.finish()
        }
    }
}
