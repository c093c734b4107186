/// One file as a cataloger sees it.
public struct CatalogedFile: ~Copyable {
    /// Its path from the root without the first slash.
    public let path: String
    /// Its content; valid as long as the file is.
    ///
    /// Small files are in memory, large ones are mapped: reading a few bytes of a large one costs only these.
    public let content: UnsafeRawBufferPointer

    /// A file whose content outlives this value.
    public init(path: String, content: UnsafeRawBufferPointer) {
        self.path = path
        self.content = content
    }

    /// The whole content, copied.
    public var bytes: [UInt8] { Array(content) }
}
