public import VersionOrder

/// Finds the flaws of packages in a segment, one package after the other.
///
/// It keeps room for its work, so that finding costs no memory; each thread needs a reader of its own.
///
/// ```swift
/// var reader = SegmentReader(segment)
/// var hits: [FlawHit] = []
/// reader.find("openssl", "3.0.11-1~deb12u2", PackageTraits(), into: &hits)
/// ```
public struct SegmentReader {
    /// Where flaws are looked for.
    public let segment: Segment
    /// What orders the versions.
    public let scheme: VersionScheme
    private var found: [Found] = []
    /// How many statements about the package a flaw has, by flaw; of older packages unless marked.
    private var counts: [Count]
    private var round: UInt32 = 0

    private struct Found {
        var flaw: UInt32
        var row: Int
    }

    private struct Count {
        var round: UInt32 = 0
        var rows: UInt32 = 0
    }

    /// A reader of a segment.
    ///
    /// - Throws: ``StoreError`` when the segment's scheme is not known to this program.
    public init(_ segment: Segment) throws(StoreError) {
        guard let scheme = VersionScheme(rawValue: segment.schemeName) else {
            throw .damaged(
                segment.path, "its versions are ordered by \"\(segment.schemeName)\", which is not known")
        }
        self.segment = segment
        self.scheme = scheme
        counts = Array(repeating: Count(), count: segment.flawCount)
    }

    /// Appends the flaws of a version of a package, sorted by flaw.
    ///
    /// - Parameter name: the name as the namespace's advisories write it.
    public mutating func find(
        _ name: String, _ version: String, _ traits: PackageTraits, into hits: inout [FlawHit]
    ) {
        let rows = segment.rows(of: name)
        if !rows.isEmpty { find(rows, version, traits, into: &hits) }
    }

    private mutating func find(
        _ rows: Range<Int>, _ version: String, _ traits: PackageTraits, into hits: inout [FlawHit]
    ) {
        let plain = ComparedVersion(version, scheme: scheme)
        let semantic = segment.usesSemantic(rows) ? ComparedVersion(version, scheme: .semver) : nil
        round &+= 1
        found.removeAll(keepingCapacity: true)
        for row in rows where segment.demands(row, areMetBy: traits) {
            let speaks = segment.speaks(row, of: plain, semantic)
            segment.forEachFlaw(ofRow: row) { flaw in
                guard flaw < counts.count else { return }
                if counts[flaw].round != round { counts[flaw] = Count(round: round) }
                counts[flaw].rows += 1
                if speaks { found.append(Found(flaw: UInt32(flaw), row: row)) }
            }
        }
        found.sort { ($0.flaw, $0.row) < ($1.flaw, $1.row) }
        var start = 0
        while start < found.count {
            var end = start + 1
            while end < found.count, found[end].flaw == found[start].flaw { end += 1 }
            if let hit = hit(found[start..<end], rows, plain, semantic, traits) { hits.append(hit) }
            start = end
        }
    }

    /// The flaw that several statements speak of; nil when one of them says that the package does not have it.
    private func hit(
        _ found: ArraySlice<Found>, _ rows: Range<Int>, _ plain: ComparedVersion,
        _ semantic: ComparedVersion?, _ traits: PackageTraits
    ) -> FlawHit? {
        var best: (row: Int, verdict: Verdict)?
        for one in found {
            let verdict = segment.verdict(ofRow: one.row)
            switch verdict {
            case .notAffected: return nil
            case .affected:
                if case .affected? = best?.verdict { continue }
                best = (one.row, verdict)
            case .undetermined: if best == nil { best = (one.row, verdict) }
            }
        }
        guard let best, let flaw = found.first?.flaw else { return nil }
        let isOnly = counts[Int(flaw)].rows == 1
        let fix =
            isOnly
            ? segment.endsWithFix(best.row) ? best.row : nil
            : self.fix(Int(flaw), rows, plain, semantic, traits)
        return FlawHit(
            flaw: flaw, statement: UInt32(best.row), fix: fix.map(UInt32.init), verdict: best.verdict)
    }

    /// The least end after the version that no statement about the flaw speaks of.
    private func fix(
        _ flaw: Int, _ rows: Range<Int>, _ plain: ComparedVersion, _ semantic: ComparedVersion?,
        _ traits: PackageTraits
    ) -> Int? {
        let about = rows.filter { row in
            guard segment.demands(row, areMetBy: traits), case .affected = segment.verdict(ofRow: row)
            else { return false }
            var isAbout = false
            segment.forEachFlaw(ofRow: row) { isAbout = isAbout || $0 == flaw }
            return isAbout
        }
        var least: (row: Int, version: ComparedVersion)?
        for row in about where segment.endsWithFix(row) {
            guard let text = segment.statement(row).fix else { continue }
            let isSemantic = segment.statement(row).isSemantic
            let end = ComparedVersion(text, scheme: isSemantic ? .semver : scheme)
            let of = isSemantic ? semantic ?? plain : plain
            guard of.isBefore(end), least.map({ end.isBefore($0.version) }) ?? true else { continue }
            let ends = (ComparedVersion(text, scheme: scheme), ComparedVersion(text, scheme: .semver))
            if about.contains(where: { segment.speaks($0, of: ends.0, ends.1) }) { continue }
            least = (row, end)
        }
        return least?.row
    }
}
