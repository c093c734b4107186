import Digests
import FileIntegrity
import Host

extension Attribute {
    /// The algorithm of a digest; nil for other attributes.
    var algorithm: DigestAlgorithm? { configurationName.flatMap(DigestAlgorithm.init(rawValue:)) }
}

/// Reads files once more for a digest that a source has and the database does not.
struct FileContents {
    let host: Host

    /// The digest of the very content that an entry is of; nil when the file is another by now.
    func digest(_ algorithm: DigestAlgorithm, of entry: Entry) -> [UInt8]? {
        let known = entry.digests.compactMap { digest in
            digest.attribute.algorithm.map { (algorithm: $0, bytes: digest.bytes) }
        }
        let bank = DigestBank([algorithm] + known.map(\.algorithm).filter { $0 != algorithm })
        guard bank.algorithms.first == algorithm else { return nil }
        bank.start()
        var size: Int64 = 0
        do throws(HostError) {
            try host.forEachPiece(of: HostPath(bytes: entry.path)) { piece in
                size += Int64(piece.count)
                bank.update(piece)
            }
        } catch { return nil }
        let values = bank.finish()
        if entry.attributes.has(.size), size != entry.size { return nil }
        // One digest that fits ties what was read to what was judged.
        for (algorithm, bytes) in known {
            guard let index = bank.algorithms.firstIndex(of: algorithm) else { continue }
            if values[index] != bytes { return nil }
        }
        return values.first
    }
}
