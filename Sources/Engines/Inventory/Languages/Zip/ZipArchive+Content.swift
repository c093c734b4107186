import Gzip

extension ZipArchive {
    /// Hands over an entry's content; what is stored as it is, is not copied.
    ///
    /// - Throws: ``ZipProblem`` for what is damaged, encrypted, or too large for the budget or `limit`.
    func withContent<Answer>(
        of entry: Entry, limit: Int, budget: UnpackingBudget,
        _ body: (UnsafeRawBufferPointer) -> Answer
    ) throws(ZipProblem) -> Answer {
        guard !entry.isEncrypted else { throw ZipProblem("it is encrypted") }
        guard entry.size <= UInt64(limit) else { throw ZipProblem("it has more than \(limit) bytes") }
        let packed = try packedBytes(of: entry)
        switch entry.method {
        case 0:
            guard entry.size == entry.packedSize else { throw ZipProblem("its sizes differ") }
            return body(packed)
        case 8:
            try budget.spend(unpacking: entry.packedSize, to: entry.size)
            let room = UnsafeMutableRawBufferPointer.allocate(byteCount: Int(entry.size), alignment: 16)
            defer { room.deallocate() }
            let filled: Int?
            do throws(GzipError) { filled = try Inflation.unpack(packed, as: .raw, into: room) } catch {
                throw ZipProblem("its data are damaged")
            }
            guard filled == room.count else { throw ZipProblem("it has another size than it says") }
            return body(UnsafeRawBufferPointer(room))
        default: throw ZipProblem("it is packed by method \(entry.method), which is not read")
        }
    }

    private func packedBytes(of entry: Entry) throws(ZipProblem) -> UnsafeRawBufferPointer {
        let numbers = ForeignNumbers(bytes)
        guard numbers.read(UInt32.self, at: entry.header) == 0x0403_4B50,
            let name = numbers.read(UInt16.self, at: entry.header + 26),
            let extra = numbers.read(UInt16.self, at: entry.header + 28),
            let packed = numbers.slice(entry.header + 30 + name + extra, entry.packedSize)
        else { throw ZipProblem("it has no header of its own") }
        return packed
    }
}
