import Glibc

/// What every writer of a file descriptor has to get right.
public enum FileOutput {
    /// Writes all bytes, however few the system takes at a time; the error's number when it takes no more.
    public static func write(_ bytes: some Collection<UInt8>, to file: Int32) -> Int32? {
        let result = bytes.withContiguousStorageIfAvailable { write(UnsafeRawBufferPointer($0), to: file) }
        return result ?? Array(bytes).withUnsafeBytes { write($0, to: file) }
    }

    /// The same for bytes that somebody else holds.
    public static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Int32? {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(file, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? EIO : errno }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return nil
    }

    /// Waits until a file is on the disk and closes it; the error's number when that cannot be promised.
    static func syncAndClose(_ file: Int32) -> Int32? {
        let failure = fsync(file) == 0 ? nil : errno
        close(file)
        return failure
    }
}
