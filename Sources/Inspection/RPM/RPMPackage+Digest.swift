import Bytes

extension RPMPackage {
    /// The SHA-256 of the header as it was built; of its files' contents and modes when that part is not marked.
    public var headerDigest: [UInt8] {
        if let region = header.immutableRegion() { return Digest.of(region, .sha256) }
        return Digest.of(Array(files.map { "\($0.path)\0\($0.digest)\0\($0.mode)\0" }.joined().utf8), .sha256)
    }

    /// When the package was installed, in seconds since 1970; nil when that is not recorded.
    public var installTime: Int64? { header.integer(.installTime).map { Int64(clamping: $0) } }

    /// Whether the header is as it was built, by its own digest; nil when it carries none that can be checked.
    public var isHeaderIntact: Bool? {
        let digests: [(RPMTag, Digest.Algorithm)] = [(.sha256Header, .sha256), (.sha1Header, .sha1)]
        for (tag, algorithm) in digests {
            guard let expected = header.string(tag), let region = header.immutableRegion() else { continue }
            return Hex.encode(Digest.of(region, algorithm)) == expected.lowercased()
        }
        return nil
    }
}
