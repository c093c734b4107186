public import Advisories
import Bytes
import Zstandard

/// What a segment knows of an advisory without unpacking anything.
public struct StoredAdvisory: Sendable, Hashable {
    /// The identifier in its feed.
    public var id: String
    /// The name of the feed.
    public var feed: String
    /// The numbers of the flaws that it is of.
    public var flaws: [Int]
    /// How grave it is in the source's own word; nil when it does not say.
    public var severity: String?
    /// When it was first published; nil when it does not say.
    public var published: Timestamp?
    /// When it last changed; nil when it does not say.
    public var modified: Timestamp?
}

/// A flaw under all its names.
public struct StoredFlaw: Sendable, Hashable {
    /// The name to show first: a CVE when it has one.
    public var id: String
    /// Its other names, sorted.
    public var aliases: [String]
}

extension Segment {
    /// The advisory of a number.
    public func advisory(_ index: Int) -> StoredAdvisory {
        func field(_ place: Int) -> UInt32 {
            number(.advisories, index * SegmentLayout.advisorySize + 4 * place)
        }
        func time(_ number: UInt32) -> Timestamp? {
            number == 0 || number == SegmentLayout.none ? nil : Timestamp(secondsSince1970: Int64(number))
        }
        let start = Int(field(2))
        let known = bytes(.flawsOfAdvisories).count / 4
        let end = min(start + Int(field(3)), known)
        return StoredAdvisory(
            id: text(field(0)), feed: text(field(1)),
            flaws: start < end ? (start..<end).map { Int(number(.flawsOfAdvisories, 4 * $0)) } : [],
            severity: field(4) == SegmentLayout.none ? nil : text(field(4)), published: time(field(5)),
            modified: time(field(6)))
    }

    /// The flaw of a number.
    public func flaw(_ index: Int) -> StoredFlaw {
        let place = index * SegmentLayout.flawSize
        return StoredFlaw(
            id: text(number(.flaws, place)),
            aliases: text(number(.flaws, place + 4)).split(separator: " ").map(String.init))
    }

    /// What people read of an advisory.
    ///
    /// - Throws: ``StoreError`` when the page it is on is damaged.
    public func text(ofAdvisory index: Int) throws(StoreError) -> AdvisoryText {
        let record = index * SegmentLayout.advisorySize
        let page = Int(number(.advisories, record + 28))
        let place = Int(number(.advisories, record + 32))
        let pages = bytes(.pages)
        let start = Int(number(.pageStarts, 4 * page))
        let end = Int(number(.pageStarts, 4 * page + 4))
        guard start <= end, end <= pages.count else { throw damaged(index, "is on no page") }
        let unpacked: [UInt8]
        do throws(ZstandardError) {
            unpacked = try ZstandardBlock.unpack(
                UnsafeRawBufferPointer(rebasing: pages[start..<end]), limit: SegmentLayout.pageLimit)
        } catch {
            throw damaged(index, "cannot be unpacked: \(error)")
        }
        var reader = FlatReader(FlatRegion(unpacked), at: place)
        do throws(FlatError) { return try AdvisoryText(flat: &reader) } catch {
            throw damaged(index, "cannot be read: \(error)")
        }
    }

    private func damaged(_ advisory: Int, _ reason: String) -> StoreError {
        .damaged(path, "the text of advisory \(advisory) \(reason)")
    }
}
