extension VersionScheme {
    /// The order of two versions: -1 if the first is older, 0 if they are the same version, 1 if it is newer.
    ///
    /// This is a total order of all texts. What the scheme's own program orders without being valid is ordered as
    /// that program does; what the scheme has no place for is older than every version, and two such texts are
    /// ordered by ``generic``. White space at the ends does not count.
    public func compare(_ first: String, _ second: String) -> Int {
        compare(first.utf8.span, second.utf8.span)
    }

    /// The order of two versions that are given as UTF-8; no memory is allocated for versions of usual length.
    public func compare(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Int {
        switch self {
        case .dpkg:
            return DebianVersion.order(first.extracting(first.inner), second.extracting(second.inner))
        case .rpm:
            return RPMVersion.order(first.extracting(first.inner), second.extracting(second.inner))
        default:
            return encodingOrder(first, second)
        }
    }

    /// The order of two versions that are given as UTF-8; see the method that takes spans.
    public func compare(_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>) -> Int {
        compare(first.span, second.span)
    }

    /// The order of what is written of both, on the stack.
    func encodingOrder(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Int {
        withEncoding(first) { firstReading, firstBytes in
            withEncoding(second) { secondReading, secondBytes in
                switch (firstReading, secondReading) {
                case (.foreign, .foreign):
                    VersionScheme.generic.encodingOrder(first, second)
                case (.foreign, _): -1
                case (_, .foreign): 1
                default: VersionKey.order(firstBytes, secondBytes)
                }
            }
        }
    }
}
