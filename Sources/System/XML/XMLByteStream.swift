import Bzip2

/// An input's bytes from a place on, unpacked, a block at a time.
final class XMLByteStream {
    /// No real content comes near: the largest collection of ComplianceAsCode unpacks to 26 MB.
    static let unpackedLimit = 1 << 30
    /// Real content packs to a twentieth; a bomb of zeros packs to a millionth.
    static let ratioLimit = 512
    private static let blockSize = 1 << 16
    /// Below this size no ratio is suspicious.
    private static let ratioGrace = 1 << 20

    private let input: XMLInput
    private var storedOffset: Int
    private var unpackedCount = 0
    private var packed: (decoder: Bzip2Decoder, block: [UInt8], next: Int)?

    /// Starts at a place in the unpacked bytes.
    init(_ input: XMLInput, from start: Int = 0) throws(XMLError) {
        self.input = input
        storedOffset = input.isPacked ? 0 : start
        if input.isPacked {
            do throws(Bzip2Error) { packed = (try Bzip2Decoder(), [], 0) } catch { throw failure(error) }
            try skip(start)
        }
    }

    /// Fills a buffer; less than the whole only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(XMLError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = packed == nil ? try readStored(into: rest) : try readUnpacked(into: rest)
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    private func readStored(into buffer: UnsafeMutableRawBufferPointer) throws(XMLError) -> Int {
        let count = try input.read(at: storedOffset, into: buffer)
        storedOffset += count
        return count
    }

    private func readUnpacked(into buffer: UnsafeMutableRawBufferPointer) throws(XMLError) -> Int {
        while true {
            let isAtEnd = try refill()
            let produced = try unpack(into: buffer)
            if produced > 0 { return produced }
            guard isAtEnd else { continue }
            guard packed?.decoder.isComplete ?? true else { throw failure(.truncated) }
            return 0
        }
    }

    /// Reads packed bytes when all were used; true when there are no more.
    private func refill() throws(XMLError) -> Bool {
        guard let state = packed, state.next == state.block.count else { return false }
        var block = [UInt8](repeating: 0, count: Self.blockSize)
        var failure: XMLError?
        let count = block.withUnsafeMutableBytes { buffer in
            do throws(XMLError) { return try input.read(at: storedOffset, into: buffer) } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        block.removeLast(block.count - count)
        storedOffset += count
        packed?.block = block
        packed?.next = 0
        return count == 0
    }

    private func unpack(into buffer: UnsafeMutableRawBufferPointer) throws(XMLError) -> Int {
        guard let state = packed else { return 0 }
        var failure: Bzip2Error?
        let step = state.block.withUnsafeBytes { block -> Bzip2Decoder.Step? in
            let rest = UnsafeRawBufferPointer(rebasing: block[state.next...])
            do throws(Bzip2Error) { return try state.decoder.decode(rest, into: buffer) } catch {
                failure = error
                return nil
            }
        }
        guard let step else { throw self.failure(failure ?? .corrupt) }
        packed?.next += step.consumed
        unpackedCount += step.produced
        let used = storedOffset - state.block.count + state.next + step.consumed
        guard unpackedCount <= Self.unpackedLimit,
            unpackedCount <= Self.ratioGrace || unpackedCount / Self.ratioLimit <= used
        else { throw XMLError(file: input.name, reason: .unpacksTooLarge) }
        return step.produced
    }

    private func skip(_ count: Int) throws(XMLError) {
        guard count > 0 else { return }
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.blockSize, alignment: 1)
        defer { scratch.deallocate() }
        var left = count
        while left > 0 {
            let read = try read(into: .init(rebasing: scratch[..<min(left, scratch.count)]))
            guard read > 0 else { return }
            left -= read
        }
    }

    private func failure(_ error: Bzip2Error) -> XMLError {
        XMLError(file: input.name, reason: .unreadable("\(error)"))
    }
}
