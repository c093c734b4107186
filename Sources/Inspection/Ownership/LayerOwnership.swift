public import Digests
public import Host
public import Images

/// What the layers of an image say of files, of which a machine or a container consists.
public final class LayerOwnership: OwnershipSource {
    private let image: Image
    private var digests: Set<DigestAlgorithm> = []
    private var files: ArchivedFiles?

    /// Takes an image for what the machine's files come from.
    public init(_ image: Image) { self.image = image }

    /// Says which digests will be asked for; they are computed when the layers are first read.
    public func prepare(digests: Set<DigestAlgorithm>) {
        if digests.isSubset(of: self.digests) { return }
        self.digests.formUnion(digests)
        files = nil
    }

    /// Reads the layers, comparing their digests, before the first claim.
    ///
    /// - Throws: `ImageError`.
    public func read() throws(ImageError) {
        var files = ArchivedFiles(digests: digests)
        try image.forEachLayer { name, reader throws(ImageError) in
            try files.add(&reader, named: name, whiteout: Self.removal)
        }
        self.files = files
    }

    /// What the image says of a path.
    public func claims(on path: [UInt8], linkTarget: [UInt8]?) -> [FileClaim] {
        guard let files = read(), let file = files.files[path] else { return [] }
        let layer = file.archive.split(separator: "/").last ?? ""
        var claim = FileClaim(
            source: "image \(image.name)", evidence: "layer \(layer)", renewal: .updated)
        file.fill(&claim)
        claim.linkCount = files.linkCount(of: file)
        return [claim]
    }

    /// What the image says of a path that is gone.
    public func removals(of path: [UInt8]) -> [RemovalClaim] {
        guard let files = read() else { return [] }
        let isThere = files.files[path] != nil
        return [
            RemovalClaim(
                source: "image \(image.name)", evidence: "no layer has the file",
                doubts: isThere ? ["image \(image.name) has the file"] : [])
        ]
    }

    private func read() -> ArchivedFiles? {
        if files == nil { try? read() }
        return files
    }

    /// What a name removes of the layers below (OCI image-spec 1.1, layer.md, "Whiteouts").
    static func removal(_ path: [UInt8]) -> LayerRemoval? {
        let (directory, name) = HostPath(bytes: path).split
        let whiteout: Whiteout
        do { whiteout = try Whiteout(name) } catch { return .nothing }
        switch whiteout {
        case .none: return nil
        case .ignored: return .nothing
        case .opaque: return .below(directory.bytes)
        case .entry(let hidden): return .entry(directory.appending(hidden).bytes)
        }
    }
}
