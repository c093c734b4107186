import Digests
import Gzip
import Host

/// Reads contents once more where a comparison needs another part of them.
struct ContentProbe {
    private let host: Host

    init(_ host: Host) { self.host = host }

    /// The digests of the first bytes of a file; none when it cannot be read or is shorter.
    func beginning(_ path: [UInt8], _ wanted: AttributeSet, _ size: Int64) -> [Entry.ContentDigest] {
        guard let file = open(path),
            let (digests, count) = try? ContentReader().digests(of: file, wanted, limit: size), count == size
        else { return [] }
        return digests
    }

    /// The digests of what a file is packed from; none when it is not gzip.
    func unpacked(_ path: [UInt8], _ wanted: AttributeSet) -> [Entry.ContentDigest] {
        guard let file = open(path), let decoder = try? GzipDecoder() else { return [] }
        let (bank, attributes) = ContentReader().bank(for: wanted)
        bank.start()
        let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer {
            input.deallocate()
            output.deallocate()
        }
        while let count = try? file.read(into: input), count > 0 {
            var rest = UnsafeRawBufferPointer(rebasing: input[..<count])
            while !rest.isEmpty {
                guard let step = try? decoder.decode(rest, into: output) else { return [] }
                bank.update(UnsafeRawBufferPointer(rebasing: output[..<step.produced]))
                if step.consumed == 0, step.produced == 0 { break }
                rest = UnsafeRawBufferPointer(rebasing: rest[step.consumed...])
            }
        }
        guard decoder.isComplete else { return [] }
        return zip(attributes, bank.finish()).map { Entry.ContentDigest(attribute: $0, bytes: $1) }
    }

    private func open(_ path: [UInt8]) -> OpenFile? {
        let (directory, name) = HostPath(bytes: path).split
        guard let opened = try? OpenDirectory(host, directory) else { return nil }
        return try? opened.open(name)
    }
}
