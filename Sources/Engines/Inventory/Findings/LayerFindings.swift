public import Bytes

/// What one layer of an image tells of the software in it, whatever lies below.
///
/// The same layer is part of many images: kept under ``InventoryReader/key(of:)`` it is read once.
public struct LayerFindings: Sendable, Hashable {
    /// A file that is another name of one in a layer below.
    struct Link: Sendable, Hashable {
        var path: String
        var target: String
    }

    /// The files that tell something, or hide one below that did.
    var files: [FileFindings] = []
    /// The paths that are gone with all that is below them.
    var removed: [String] = []
    /// The directories whose files of lower layers are gone.
    var emptied: [String] = []
    /// Hard links to files of layers below.
    var links: [Link] = []
    /// The numbers of all paths that are no directories, sorted: they hide what is below; nil when nobody noted them
    /// because the layer was the lowest.
    var covered: [UInt64]?
    /// What could not be read.
    var problems: [InventoryProblem] = []

    /// Whether the layer was read whole, so that its findings are worth keeping.
    public var isWhole: Bool { problems.isEmpty && files.allSatisfy(\.problems.isEmpty) }

    /// Findings of an empty layer.
    init() {}

    /// Whether the layer puts something other than a directory at a path or at one above it.
    func covers(_ path: String) -> Bool {
        guard let covered, !covered.isEmpty else { return false }
        var key = PathKey()
        for byte in path.utf8 {
            if byte == UInt8(ascii: "/"), covered.containsSorted(key.value) { return true }
            key.add(byte)
        }
        return covered.containsSorted(key.value)
    }

    /// The findings as bytes for a cache.
    public var bytes: [UInt8] {
        var writer = FlatWriter()
        writer.byte(Self.form)
        files.write(flat: &writer)
        removed.write(flat: &writer)
        emptied.write(flat: &writer)
        links.write(flat: &writer)
        writer.byte(covered == nil ? 0 : 1)
        if let covered { writer.write(sorted: covered) }
        problems.write(flat: &writer)
        return writer.bytes
    }

    /// Reads what ``bytes`` wrote.
    ///
    /// - Throws: `FlatError` when they are something else or of another version.
    public init(bytes: [UInt8]) throws(FlatError) {
        var reader = FlatReader(FlatRegion(bytes))
        guard try reader.byte() == Self.form else { throw FlatError(offset: 0) }
        files = try [FileFindings](flat: &reader)
        removed = try [String](flat: &reader)
        emptied = try [String](flat: &reader)
        links = try [Link](flat: &reader)
        covered = try reader.byte() == 0 ? nil : try reader.sorted()
        problems = try [InventoryProblem](flat: &reader)
        guard reader.position == bytes.count else { throw reader.damaged }
    }

    /// The version of the form.
    static let form: UInt8 = 1
}

extension [UInt64] {
    /// Whether a sorted list has a number.
    func containsSorted(_ wanted: UInt64) -> Bool {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == wanted
    }
}
