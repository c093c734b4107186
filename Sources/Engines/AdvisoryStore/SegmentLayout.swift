/// The shape of a segment's file: a head, then sections of fixed records and of texts, all little-endian.
///
/// Every number in the file is checked where it is used, so opening one costs a look at its head, and a damaged one
/// ends in an error or in less, never outside of the file.
enum SegmentLayout {
    /// The first bytes of a segment; the last of them counts the forms.
    static let magic = Array("MARTSEG1".utf8)

    /// The parts of a segment in the order in which they stand.
    enum Section: Int, CaseIterable {
        /// The namespace and the name of the scheme that orders its versions, as texts.
        case about
        /// Four bytes a name: where its text stands in ``texts``; sorted by the texts' bytes.
        case names
        /// Four bytes a name and four more: the first row of each, and the count of rows.
        case rowStarts
        /// ``rowSize`` bytes a statement, grouped by name.
        case rows
        /// ``advisorySize`` bytes an advisory.
        case advisories
        /// Four bytes a flaw that an advisory is of: its number.
        case flawsOfAdvisories
        /// ``flawSize`` bytes a flaw.
        case flaws
        /// Versions: four bytes with the length of the text, the text, four with that of the key, the key.
        case versions
        /// Texts, each with its length in four bytes before it.
        case texts
        /// Four bytes a page and four more: where each begins in ``pages``.
        case pageStarts
        /// What is read seldom, packed: summaries, descriptions, references.
        case pages
    }

    /// Magic and, for each section, where it begins and how long it is.
    static let headSize = 8 + Section.allCases.count * 16
    static let rowSize = 28
    static let advisorySize = 36
    static let flawSize = 8
    /// A reference to nothing.
    static let none = UInt32.max
    /// The largest file that is written or opened: references are of four bytes.
    static let sizeLimit = 1 << 32 - 1
    /// The largest page, unpacked; one advisory is never divided.
    static let pageLimit = 64 << 20
}
