import Files

/// A file that a command writes for the person who asked: whole or not at all.
public struct OutputFile: Sendable {
    private let path: String

    /// A file at a path; what is no regular file, such as `/dev/stdout`, is written to directly.
    public init(path: String) { self.path = path }

    /// Writes beside the file, waits for the disk and takes the file's name.
    ///
    /// - Throws: ``CommandFailure``, which names the file; what was there stays as it was.
    public func write(_ bytes: [UInt8]) throws { try write { receive in try receive(bytes) } }

    /// Writes a document as it is made, piece by piece, beside the file; then waits for the disk and takes the
    /// file's name.
    ///
    /// - Throws: ``CommandFailure``, which names the file, and what `produce` throws; what was there stays as it
    ///   was.
    public func write(_ produce: (_ receive: @escaping ([UInt8]) throws -> Void) throws -> Void) throws {
        do {
            let file = try PlacedFile(path, mode: 0o644)
            try produce { piece in try file.append(piece) }
            try file.place()
        } catch let failure as FileFailure {
            throw CommandFailure("\(path): cannot be written: \(failure.system)")
        }
    }
}
