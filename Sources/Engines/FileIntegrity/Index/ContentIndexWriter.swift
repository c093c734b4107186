import Digests

/// Writes an index beside its place and puts it there when it is whole.
final class ContentIndexWriter {
    /// How many records were written.
    private(set) var count: UInt64 = 0
    private let output: OutputFile
    private let bank = DigestBank([.sha256])
    private var buffer = ContentIndexFile.magic

    /// Opens a file beside the place.
    init(_ path: String) throws(OutputFile.Failure) {
        output = try OutputFile(.file(path))
        bank.start()
    }

    /// Writes a record.
    func write(_ record: ContentRecord) throws(OutputFile.Failure) {
        let before = buffer.count
        record.append(to: &buffer)
        if buffer.count > before { count += 1 }
        if buffer.count >= 1 << 18 { try flush() }
    }

    /// Writes a record that stands in another index.
    func write(_ record: UnsafeRawBufferPointer) throws(OutputFile.Failure) {
        buffer.append(contentsOf: record)
        count += 1
        if buffer.count >= 1 << 18 { try flush() }
    }

    /// Puts the index in its place.
    ///
    /// - Parameter reading: the clocks.
    func finish(_ reading: ClockReading) throws(OutputFile.Failure) {
        buffer.append(number: count)
        buffer.append(number: UInt64(bitPattern: reading.realtime))
        buffer.append(number: UInt64(bitPattern: reading.uptime))
        let boot = Array(reading.boot.utf8.prefix(40))
        buffer += boot + [UInt8](repeating: 0, count: 40 - boot.count)
        try flush()
        try output.write(bank.finish().first ?? [])
        try output.finish()
    }

    private func flush() throws(OutputFile.Failure) {
        buffer.withUnsafeBytes { bank.update($0) }
        try output.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
