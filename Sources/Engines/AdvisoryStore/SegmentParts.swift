import Advisories
import Bytes
import VersionOrder
import Zstandard

/// The sections of a segment while they are filled.
struct SegmentParts {
    let scheme: VersionScheme
    private var texts = SegmentTexts()
    private var versions: [UInt8] = []
    private var versionPlaces: [String: UInt32] = [:]
    /// The rows' records by the name of their package.
    private var rows: [String: [[UInt8]]] = [:]
    private var advisories: [UInt8] = []
    private var advisoryCount: UInt32 = 0
    private var flawsOfAdvisories: [UInt8] = []
    private var flaws: [UInt8] = []
    private var flawPlaces: [String: UInt32] = [:]
    private var page = FlatWriter()
    private var pages: [[UInt8]] = []

    /// How many bytes a page has before it is packed.
    private static let pageSize = 64 << 10

    init(scheme: VersionScheme) { self.scheme = scheme }

    mutating func add(_ advisory: Advisory, flaws: Flaws) {
        for affected in advisory.affected { add(affected, of: advisory) }
        let names = advisory.upstream.isEmpty ? [advisory.id] : advisory.upstream.sorted()
        var numbers: [UInt32] = []
        for name in names {
            let number = add(flaw: flaws.names(of: name))
            if !numbers.contains(number) { numbers.append(number) }
        }
        advisories.append(number: texts.add(advisory.id))
        advisories.append(number: texts.add(advisory.feed))
        advisories.append(number: UInt32(flawsOfAdvisories.count / 4))
        advisories.append(number: UInt32(numbers.count))
        advisories.append(number: texts.add(advisory.severity))
        advisories.append(number: UInt32(clamping: advisory.published?.secondsSince1970 ?? 0))
        advisories.append(number: UInt32(clamping: advisory.modified?.secondsSince1970 ?? 0))
        for number in numbers { flawsOfAdvisories.append(number: number) }
        // Where its text stands: the page, and the place in it.
        if page.bytes.count >= Self.pageSize { endPage() }
        advisories.append(number: UInt32(pages.count))
        advisories.append(number: UInt32(page.bytes.count))
        AdvisoryText(advisory).write(flat: &page)
        advisoryCount += 1
    }

    // MARK: Statements

    private mutating func add(_ affected: Affected, of advisory: Advisory) {
        let severity = advisory.normalizedSeverity(of: affected)
        let scheme = affected.numbering == .semantic ? VersionScheme.semver : self.scheme
        switch affected.state {
        case .undetermined:
            add(affected, VersionInterval(), StatementFlags(verdict: .undetermined, severity: severity))
        case .notAffected(let justification):
            add(
                affected, VersionInterval(),
                StatementFlags(verdict: .notAffected(justification), severity: severity))
        case .affected(let versions, let reason):
            var intervals: [VersionInterval] = []
            for range in versions.ranges { intervals += VersionInterval.intervals(of: range, scheme) }
            for version in versions.listed
            where !intervals.contains(where: { $0.contains(version, scheme) }) {
                intervals.append(VersionInterval(low: version, high: version, includesHigh: true))
            }
            for interval in intervals {
                add(affected, interval, StatementFlags(verdict: .affected(reason), severity: severity))
            }
        }
    }

    private mutating func add(_ affected: Affected, _ interval: VersionInterval, _ flags: StatementFlags) {
        let isSemantic = affected.numbering == .semantic && scheme != .semver
        var flags = flags
        flags.includesHigh = interval.includesHigh
        flags.isSemantic = isSemantic
        flags.isOfSomeModule = affected.module == nil && self.scheme == .rpm && interval.isOfModule
        let scheme = isSemantic ? VersionScheme.semver : self.scheme
        var row: [UInt8] = []
        row.reserveCapacity(SegmentLayout.rowSize)
        row.append(number: reference(interval.low, scheme))
        row.append(number: reference(interval.high, scheme))
        row.append(number: advisoryCount)
        row.append(number: texts.add(affected.module?.description))
        let architectures = affected.architectures.sorted().joined(separator: " ")
        row.append(number: texts.add(architectures.isEmpty ? nil : architectures))
        row.append(number: texts.add(affected.severity))
        row.append(number: flags.number)
        rows[affected.name, default: []].append(row)
    }

    /// The place of a version with its key; one that the scheme does not know has an empty key.
    private mutating func reference(_ version: String?, _ scheme: VersionScheme) -> UInt32 {
        guard let version else { return SegmentLayout.none }
        let name = "\(scheme.rawValue) \(version)"
        if let place = versionPlaces[name] { return place }
        let place = UInt32(truncatingIfNeeded: versions.count)
        versions.append(counted: version.utf8)
        versions.append(counted: scheme.key(version)?.bytes ?? [])
        versionPlaces[name] = place
        return place
    }

    private mutating func add(flaw names: [String]) -> UInt32 {
        let first = names.first ?? ""
        if let place = flawPlaces[first] { return place }
        let place = UInt32(flaws.count / SegmentLayout.flawSize)
        flaws.append(number: texts.add(first))
        flaws.append(number: texts.add(names.count > 1 ? names.dropFirst().joined(separator: " ") : nil))
        flawPlaces[first] = place
        return place
    }

    // MARK: The file

    private mutating func endPage() {
        pages.append(page.bytes)
        page = FlatWriter()
    }

    consuming func bytes(namespace: String) throws(StoreError) -> [UInt8] {
        endPage()
        var sections = [[UInt8]](repeating: [], count: SegmentLayout.Section.allCases.count)
        func index(_ section: SegmentLayout.Section) -> Int { section.rawValue }
        var about = FlatWriter()
        about.text(namespace)
        about.text(scheme.rawValue)
        sections[index(.about)] = about.bytes
        for name in rows.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            sections[index(.names)].append(number: texts.add(name))
            sections[index(.rowStarts)].append(
                number: UInt32(sections[index(.rows)].count / SegmentLayout.rowSize))
            for row in rows[name] ?? [] { sections[index(.rows)] += row }
        }
        sections[index(.rowStarts)].append(
            number: UInt32(sections[index(.rows)].count / SegmentLayout.rowSize))
        sections[index(.advisories)] = advisories
        sections[index(.flawsOfAdvisories)] = flawsOfAdvisories
        sections[index(.flaws)] = flaws
        sections[index(.versions)] = versions
        for page in pages {
            sections[index(.pageStarts)].append(number: UInt32(clamping: sections[index(.pages)].count))
            do throws(ZstandardError) {
                sections[index(.pages)] += try ZstandardBlock.pack(page, level: 9)
            } catch {
                throw .damaged(namespace, "\(error)")
            }
        }
        sections[index(.pageStarts)].append(number: UInt32(clamping: sections[index(.pages)].count))
        sections[index(.texts)] = texts.bytes
        return try Self.file(sections, namespace)
    }

    private static func file(_ sections: [[UInt8]], _ namespace: String) throws(StoreError) -> [UInt8] {
        let size = sections.reduce(SegmentLayout.headSize) { $0 + $1.count }
        guard size <= SegmentLayout.sizeLimit else { throw .tooLarge(namespace) }
        var bytes = SegmentLayout.magic
        bytes.reserveCapacity(size)
        var place = SegmentLayout.headSize
        for section in sections {
            for number in [place, section.count] {
                bytes.append(number: UInt32(number))
                bytes.append(number: 0)
            }
            place += section.count
        }
        for section in sections { bytes += section }
        return bytes
    }
}
