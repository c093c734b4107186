extension VersionScheme {
    /// The version's key, or nil if the text is not a version of this scheme.
    ///
    /// A text without a key still has its place in ``compare(_:_:)-(String,_)``.
    public func key(_ version: String) -> VersionKey? {
        var bytes: [UInt8] = []
        return appendKey(version.utf8.span, to: &bytes) ? VersionKey(bytes: bytes) : nil
    }

    /// Appends the version's key, without an allocation besides the array's own growth.
    ///
    /// - Returns: Whether the text is a version of this scheme; if not, nothing is appended.
    public func appendKey(_ utf8: Span<UInt8>, to key: inout [UInt8]) -> Bool {
        withEncoding(utf8) { reading, bytes in
            guard reading == .valid else { return false }
            key.append(contentsOf: bytes)
            return true
        }
    }

    /// Appends the version's key; see the method that takes a span.
    public func appendKey(_ utf8: UnsafeBufferPointer<UInt8>, to key: inout [UInt8]) -> Bool {
        appendKey(utf8.span, to: &key)
    }

    /// Lends the bytes that order a text, whether it is a valid version or not.
    func withEncoding<Result>(
        _ utf8: Span<UInt8>, _ body: (Reading, UnsafeRawBufferPointer) -> Result
    ) -> Result {
        let text = utf8.extracting(utf8.inner)
        // Dotted single digits take two bytes each and a few markers; what needs more is tried again with more.
        var capacity = 2 * text.count + 48
        while true {
            let result: Result? = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) {
                memory in
                var writer = KeyWriter(memory)
                let reading = encode(text, &writer)
                if writer.isOverfull { return nil }
                return body(
                    reading, UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[..<writer.count])
                )
            }
            if let result { return result }
            capacity *= 4
        }
    }

    private func encode(_ text: Span<UInt8>, _ key: inout KeyWriter) -> Reading {
        switch self {
        case .dpkg: DebianVersion.encode(text, &key)
        case .rpm: RPMVersion.encode(text, &key)
        case .apk: AlpineVersion.encode(text, &key)
        case .pep440: PythonVersion.encode(text, &key)
        case .semver: SemanticVersion.npm.encode(text, &key)
        case .maven: MavenVersion.encode(text, &key)
        case .rubygems: RubyVersion.encode(text, &key)
        case .composer: ComposerVersion.encode(text, &key)
        case .nuget: SemanticVersion.nuget.encode(text, &key)
        case .go: SemanticVersion.go.encode(text, &key)
        case .pub: SemanticVersion.pub.encode(text, &key)
        case .cran: NumberListVersion.cran.encode(text, &key)
        case .hackage: NumberListVersion.hackage.encode(text, &key)
        case .generic: GenericVersion.encode(text, &key)
        }
    }
}
