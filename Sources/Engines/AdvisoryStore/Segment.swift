public import Bytes
import Glibc

/// The compiled advisories of one namespace, such as `debian:12` or `pypi`: a file that is looked into where it lies.
///
/// ```swift
/// let segment = try Segment(path: "/var/lib/martlet/feeds/debian-12.seg")
/// let rows = segment.rows(of: "openssl")
/// ```
public final class Segment: Sendable {
    /// What its packages belong to: a distribution and its release, or a language's registry.
    public let namespace: String
    /// The name of the scheme that orders its versions.
    public let schemeName: String
    /// What messages call it.
    public let path: String
    /// How many names of packages it has.
    public let nameCount: Int
    /// How many statements it has.
    public let rowCount: Int
    /// How many advisories it has.
    public let advisoryCount: Int
    /// How many flaws its advisories are of.
    public let flawCount: Int

    private let region: FlatRegion
    private let sections: [Range<Int>]

    /// Maps a file.
    ///
    /// - Throws: ``StoreError`` when it cannot be opened or its head is not a segment's.
    public convenience init(path: String) throws(StoreError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system(path, String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= SegmentLayout.sizeLimit,
            let region = FlatRegion(mapping: descriptor, size: Int(status.st_size))
        else { throw .damaged(path, "it is not a regular file of a segment's size") }
        try self.init(region, path: path)
    }

    /// Looks into bytes.
    ///
    /// - Throws: ``StoreError`` when the head is not a segment's.
    public init(_ region: FlatRegion, path: String) throws(StoreError) {
        let bytes = region.bytes
        guard bytes.count >= SegmentLayout.headSize, bytes.prefix(8).elementsEqual(SegmentLayout.magic) else {
            throw .damaged(path, "it does not begin as a segment of advisories")
        }
        var sections: [Range<Int>] = []
        for section in SegmentLayout.Section.allCases {
            let place = 8 + section.rawValue * 16
            let start = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
            let count = bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self).littleEndian
            guard start <= UInt64(bytes.count), count <= UInt64(bytes.count) - start else {
                throw .damaged(path, "section \(section) leads out of the file")
            }
            sections.append(Int(start)..<Int(start + count))
        }
        func count(_ section: SegmentLayout.Section, _ size: Int) -> Int {
            sections[section.rawValue].count / size
        }
        nameCount = count(.names, 4)
        rowCount = count(.rows, SegmentLayout.rowSize)
        advisoryCount = count(.advisories, SegmentLayout.advisorySize)
        flawCount = count(.flaws, SegmentLayout.flawSize)
        guard count(.rowStarts, 4) == nameCount + 1 else {
            throw .damaged(path, "it has \(nameCount) names and \(count(.rowStarts, 4)) places of their rows")
        }
        var reader = FlatReader(FlatRegion(sections[SegmentLayout.Section.about.rawValue], of: region))
        do throws(FlatError) {
            namespace = try reader.text()
            schemeName = try reader.text()
        } catch {
            throw .damaged(path, "what it is about cannot be read")
        }
        self.region = region
        self.sections = sections
        self.path = path
    }

    /// The bytes of a section.
    func bytes(_ section: SegmentLayout.Section) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: region.bytes[sections[section.rawValue]])
    }

    /// A number of four bytes in a section; ``SegmentLayout/none`` for a place outside of it.
    @inline(__always)
    func number(_ section: SegmentLayout.Section, _ place: Int) -> UInt32 {
        let range = sections[section.rawValue]
        guard place >= 0, place + 4 <= range.count else { return SegmentLayout.none }
        return region.bytes.loadUnaligned(fromByteOffset: range.lowerBound + place, as: UInt32.self)
            .littleEndian
    }

    /// What follows its length at a place of a section; nil outside of it.
    @inline(__always)
    func counted(_ section: SegmentLayout.Section, _ place: UInt32) -> UnsafeRawBufferPointer? {
        let range = sections[section.rawValue]
        guard place != SegmentLayout.none, Int(place) + 4 <= range.count else { return nil }
        let start = range.lowerBound + Int(place) + 4
        let count = Int(
            region.bytes.loadUnaligned(fromByteOffset: start - 4, as: UInt32.self).littleEndian)
        guard count <= range.upperBound - start else { return nil }
        return UnsafeRawBufferPointer(rebasing: region.bytes[start..<start + count])
    }

    /// A text; empty for a reference to nothing.
    func text(_ reference: UInt32) -> String {
        counted(.texts, reference).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
