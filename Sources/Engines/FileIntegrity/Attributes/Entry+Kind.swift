public import Host

extension Entry {
    /// The file's type.
    public var kind: FileKind { Self.kind(ofMode: mode) }

    static func kind(ofMode mode: Int64) -> FileKind { FileKind(mode: UInt32(truncatingIfNeeded: mode)) }
}
