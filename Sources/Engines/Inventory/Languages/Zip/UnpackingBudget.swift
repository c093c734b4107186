/// How much may be unpacked on behalf of one file, whatever its archives say of themselves.
///
/// A file of a few bytes can stand for more than all disks hold (zip bombs, quines): every unpacking is paid from
/// one budget before it begins.
final class UnpackingBudget {
    /// Archives in archives; real ones have three: an ear, a war and its libraries.
    static let depthLimit = 5
    /// Deflate alone reaches 1,032; what is worth reading stays below 100.
    static let ratioLimit = 200
    /// Below this size nobody asks for the ratio.
    static let freeSize = 1 << 16

    /// The bytes that may still be unpacked.
    private(set) var rest = 1 << 30
    /// The entries that directories may still name.
    private(set) var entries = 1 << 20

    /// Pays for the unpacking of an entry.
    func spend(unpacking packed: UInt64, to size: UInt64) throws(ZipProblem) {
        if size > UInt64(Self.freeSize), size / UInt64(Self.ratioLimit) > packed {
            throw ZipProblem("it would grow more than \(Self.ratioLimit) times")
        }
        guard size <= UInt64(rest) else { throw ZipProblem("the archive would unpack to more than 1 GiB") }
        rest -= Int(size)
    }

    /// Pays for the reading of an entry's name.
    func spendEntry() throws(ZipProblem) {
        guard entries > 0 else { throw ZipProblem("the archive names more than 1,048,576 entries") }
        entries -= 1
    }
}
