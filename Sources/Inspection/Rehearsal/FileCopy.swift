import Files
import Glibc

/// Reading and writing whole files, with what was written safe on the disk.
enum FileCopy {
    /// Copies a regular file.
    static func write(_ source: String, to path: String, mode: mode_t) throws {
        let input = open(source, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard input >= 0 else { throw RehearsalError("reading", source) }
        defer { close(input) }
        try writing(path, mode) { output in
            var piece = [UInt8](repeating: 0, count: 256 << 10)
            while true {
                let count = Glibc.read(input, &piece, piece.count)
                guard count >= 0 else { throw RehearsalError("reading", source) }
                if count == 0 { return }
                try append(piece.prefix(count), to: output, path)
            }
        }
    }

    /// Writes bytes to a file that must not be there.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws {
        try writing(path, mode) { try append(bytes[...], to: $0, path) }
    }

    /// A whole file, of at most 64 MiB.
    static func read(_ path: String) throws -> [UInt8] {
        let input = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard input >= 0 else { throw RehearsalError("reading", path) }
        defer { close(input) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 256 << 10)
        while bytes.count < 64 << 20 {
            let count = Glibc.read(input, &piece, piece.count)
            guard count >= 0 else { throw RehearsalError("reading", path) }
            if count == 0 { return bytes }
            bytes += piece.prefix(count)
        }
        throw RehearsalError("reading", path, EFBIG)
    }

    /// Makes the names in a directory safe on the disk.
    static func flush(directory: String) {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func writing(_ path: String, _ mode: mode_t, _ body: (Int32) throws -> Void) throws {
        let output = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard output >= 0 else { throw RehearsalError("writing", path) }
        defer { close(output) }
        try body(output)
        guard fsync(output) == 0 else { throw RehearsalError("writing", path) }
    }

    /// Writes bytes to an open file.
    static func append(_ bytes: ArraySlice<UInt8>, to file: Int32, _ path: String) throws {
        if let code = FileOutput.write(bytes, to: file) { throw RehearsalError("writing", path, code) }
    }
}
