import Bzip2

/// A result document as plain XML; foreign scanners hand theirs over packed with bzip2.
struct UnpackedDocument {
    /// Why a document cannot be unpacked.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What a packed document may grow to: a ConfigMap holds a megabyte, and bzip2 can make that many gigabytes.
    static let limit = 256 << 20

    /// The XML.
    let bytes: [UInt8]

    /// Unpacks a document, or takes it as it is.
    init(_ document: [UInt8], limit: Int = limit) throws(Failure) {
        guard document.starts(with: Bzip2Decoder.magic) else {
            bytes = document
            return
        }
        do { bytes = try Self.unpack(document, limit) } catch let error as Failure {
            throw error
        } catch { throw Failure(description: "the results: \(error)") }
    }

    private static func unpack(_ packed: [UInt8], _ limit: Int) throws -> [UInt8] {
        let decoder = try Bzip2Decoder()
        var (unpacked, block, next) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16), 0)
        while next < packed.count || !decoder.isComplete {
            let step = try packed.withUnsafeBytes { source in
                try block.withUnsafeMutableBytes { target in
                    try decoder.decode(UnsafeRawBufferPointer(rebasing: source[next...]), into: target)
                }
            }
            if step.consumed == 0, step.produced == 0 { throw Bzip2Error.truncated }
            next += step.consumed
            unpacked += block[..<step.produced]
            if unpacked.count > limit {
                throw Failure(description: "the results unpack to more than \(limit >> 20) MiB")
            }
        }
        return unpacked
    }
}
