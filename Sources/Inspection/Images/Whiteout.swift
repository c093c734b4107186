/// What a file's name says about the layers below (OCI image-spec 1.1, layer.md, "Whiteouts").
package enum Whiteout: Equatable {
    /// The name is no whiteout.
    case none
    /// The entry of this name, without what this layer itself holds there, is gone.
    case entry([UInt8])
    /// All that the layers below hold in the directory is gone.
    case opaque
    /// A note of the AUFS driver for itself.
    case ignored

    /// Reads a name.
    ///
    /// - Throws: a sentence when it would remove a directory's own entries.
    package init(_ name: [UInt8]) throws(UnsafePath) {
        guard name.starts(with: Self.prefix) else {
            self = .none
            return
        }
        let rest = Array(name.dropFirst(Self.prefix.count))
        if rest.starts(with: Self.prefix) {
            self = rest == Self.prefix + Array(".opq".utf8) ? .opaque : .ignored
        } else if rest.isEmpty || rest == [0x2E] || rest == [0x2E, 0x2E] {
            throw UnsafePath(reason: "the whiteout names nothing that can be removed")
        } else {
            self = .entry(rest)
        }
    }

    private static let prefix = Array(".wh.".utf8)
}
