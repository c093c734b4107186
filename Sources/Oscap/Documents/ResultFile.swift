import Files

/// A file that a command writes: whole or not at all.
struct ResultFile {
    private let path: String

    init(_ path: String) { self.path = path }

    /// Writes beside the file, waits for the disk and takes the file's name.
    ///
    /// What is no regular file, such as `/dev/stdout`, is written to directly.
    func write(_ bytes: [UInt8]) throws(Failure) {
        try write { receive in try receive(bytes) }
    }

    /// The same for a document that comes in pieces.
    func write(_ body: (_ receive: @escaping ([UInt8]) throws -> Void) throws -> Void) throws(Failure) {
        do {
            let file = try PlacedFile(path, mode: 0o644)
            try body { bytes in try file.append(bytes) }
            try file.place()
        } catch let failure as FileFailure {
            throw Failure(
                "Could not open output file '\(path)': \(failure.system)", "Could not save file: \(path)")
        } catch {
            throw error as? Failure ?? Failure("\(error)")
        }
    }
}
