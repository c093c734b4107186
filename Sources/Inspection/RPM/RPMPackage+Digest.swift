import Bytes

extension RPMPackage {
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
