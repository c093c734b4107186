import Digests
import Host

/// Reads files once for all their digests; belongs to one thread.
final class ContentReader {
    /// What reading a file gave.
    struct Outcome {
        var digests: [Entry.ContentDigest] = []
        var flags: UInt64?
        /// The status that belongs to the digests, when the file changed after the one that was given.
        var status: FileStatus
        /// What the file was before and after it was read to its end; nil when it was not, or changed.
        var whole: FileStatus?
        var problem: String?
    }

    // Larger than what the kernel reads ahead, smaller than the second cache.
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 64)
    private var banks: [UInt64: (bank: DigestBank, attributes: [Attribute])] = [:]

    deinit { buffer.deallocate() }

    /// Reads a file's content and flags.
    ///
    /// A file that changes while it is read is read once more; if it changes again there are no digests,
    /// because they would belong to no state that the file ever had.
    func read(
        _ directory: OpenDirectory, _ name: [UInt8], status: FileStatus, attributes: AttributeSet
    ) -> Outcome {
        var outcome = Outcome(status: status)
        let file: OpenFile
        do { file = try directory.open(name) } catch {
            outcome.problem = "open() failed: \(Self.reason(error))"
            return outcome
        }
        if attributes.has(.fileFlags) { outcome.flags = file.flags() }
        let wanted = attributes.intersection(.digests)
        if wanted.isEmpty || status.kind != .regular { return outcome }
        let isGrowing = attributes.has(.growing)
        for _ in 0..<2 {
            do {
                let before = try file.status()
                if before.kind != .regular {
                    outcome.problem = "the file became another one"
                    return outcome
                }
                let limit = isGrowing ? min(before.size, outcome.status.size) : Int64.max
                let (digests, count) = try digests(of: file, wanted, limit: limit)
                let after = try file.status()
                if Self.isSame(before, after, isGrowing), isGrowing || count == after.size {
                    outcome.digests = digests
                    if !isGrowing { outcome.status = after }
                    if Self.isSame(before, after, false), count == after.size { outcome.whole = after }
                    return outcome
                }
                file.rewind()
            } catch {
                outcome.problem = "read() failed: \(Self.reason(error))"
                return outcome
            }
        }
        outcome.problem = "the file was changed while it was read, twice"
        return outcome
    }

    /// The flags of `chattr(1)` of a file; nil when it has none or cannot be opened.
    func flags(_ directory: OpenDirectory, _ name: [UInt8]) -> UInt64? {
        (try? directory.open(name))?.flags()
    }

    /// The digests of the first bytes of a file.
    func digests(
        of file: OpenFile, _ wanted: AttributeSet, limit: Int64
    ) throws(HostError) -> (digests: [Entry.ContentDigest], count: Int64) {
        let (bank, attributes) = bank(for: wanted)
        bank.start()
        var count: Int64 = 0
        while count < limit {
            let room = Int(min(Int64(buffer.count), limit - count))
            let read = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<room]))
            if read == 0 { break }
            bank.update(UnsafeRawBufferPointer(rebasing: buffer[..<read]))
            count += Int64(read)
        }
        let values = zip(attributes, bank.finish()).map {
            Entry.ContentDigest(attribute: $0, bytes: $1)
        }
        return (values, count)
    }

    func bank(for wanted: AttributeSet) -> (bank: DigestBank, attributes: [Attribute]) {
        if let known = banks[wanted.rawValue] { return known }
        let bank = DigestBank(
            wanted.members.compactMap { DigestAlgorithm(rawValue: $0.configurationName ?? "") })
        let attributes = bank.algorithms.compactMap { algorithm in
            Attribute.allCases.first { $0.configurationName == algorithm.rawValue }
        }
        banks[wanted.rawValue] = (bank, attributes)
        return (bank, attributes)
    }

    private static func isSame(_ before: FileStatus, _ after: FileStatus, _ isGrowing: Bool) -> Bool {
        if isGrowing { return after.size >= before.size }
        return before.size == after.size && before.modificationTime == after.modificationTime
            && before.modificationNanoseconds == after.modificationNanoseconds
            && before.changeTime == after.changeTime && before.changeNanoseconds == after.changeNanoseconds
    }

    static func reason(_ error: HostError) -> String {
        switch error.reason {
        case .system(let number): SystemError.text(number)
        case .notFound: "No such file or directory"
        default: "\(error)"
        }
    }
}
