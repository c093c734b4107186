public import Host

/// The bytes of a database, read where they are wanted: in a file of a host, or in memory.
///
/// A database of a large machine has a hundred megabytes, and a package takes some kilobytes of it at a time.
public struct DatabaseBytes {
    /// How many there are.
    public let count: Int
    /// What messages call them.
    public let path: HostPath
    private let fill: (_ buffer: UnsafeMutableRawBufferPointer, _ offset: Int) throws(RPMError) -> Int

    /// Bytes in memory, which has to stay as long as this value is used.
    public init(_ bytes: UnsafeRawBufferPointer, path: HostPath) {
        count = bytes.count
        self.path = path
        fill = { buffer, offset throws(RPMError) in
            let part = UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + buffer.count)])
            buffer.copyMemory(from: part)
            return buffer.count
        }
    }

    /// The bytes of a host's file.
    ///
    /// - Throws: ``RPMError`` when it is no regular file or cannot be opened.
    public init(_ host: Host, _ path: HostPath) throws(RPMError) {
        self.path = path
        do throws(HostError) {
            let file = try host.file(at: path)
            count = Int(try file.status().size)
            fill = { buffer, offset throws(RPMError) in
                do throws(HostError) { return try file.read(into: buffer, at: offset) } catch {
                    throw .unreadable(error)
                }
            }
        } catch {
            throw .unreadable(error)
        }
    }

    /// Some of them.
    ///
    /// - Throws: ``RPMError`` when they end before, or cannot be read.
    func bytes(at offset: Int, count wanted: Int) throws(RPMError) -> [UInt8] {
        guard offset >= 0, wanted >= 0, wanted <= count, offset <= count - wanted else {
            throw .damaged(path, "it ends before byte \(offset) + \(wanted)")
        }
        var bytes = [UInt8](repeating: 0, count: wanted)
        try read(into: &bytes, at: offset)
        return bytes
    }

    private func read(into bytes: inout [UInt8], at offset: Int) throws(RPMError) {
        var outcome: Result<Void, RPMError> = .success(())
        bytes.withUnsafeMutableBytes { buffer in
            do throws(RPMError) {
                var position = 0
                while position < buffer.count {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[position...])
                    let part = try fill(rest, offset + position)
                    // A file that shrinks meanwhile.
                    if part <= 0 { throw .damaged(path, "it ends at byte \(offset + position)") }
                    position += part
                }
            } catch {
                outcome = .failure(error)
            }
        }
        try outcome.get()
    }
}
