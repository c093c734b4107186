extension Segment {
    /// The statement of a number.
    public func statement(_ row: Int) -> Statement {
        let flags = flags(row)
        let architectures = text(field(row, .architectures))
        return Statement(
            low: versionText(field(row, .low)), high: versionText(field(row, .high)),
            includesHigh: flags.includesHigh, verdict: flags.verdict,
            advisory: Int(field(row, .advisory)), module: optionalText(field(row, .module)),
            architectures: architectures.split(separator: " ").map(String.init),
            rating: flags.severity, severity: optionalText(field(row, .severity)),
            isSemantic: flags.isSemantic)
    }

    /// Whether a statement speaks of a version.
    ///
    /// What it demands besides is not looked at.
    ///
    /// - Parameter semantic: the version as a semantic one, for statements that compare so.
    @inline(__always)
    func speaks(_ row: Int, of version: ComparedVersion, _ semantic: ComparedVersion?) -> Bool {
        let flags = flags(row)
        let version = flags.isSemantic ? semantic ?? version : version
        // The end first: most packages are newer than most fixes.
        if let high = self.version(field(row, .high)) {
            let order = version.order(high)
            if order > 0 || order == 0 && !flags.includesHigh { return false }
        }
        guard let low = self.version(field(row, .low)) else { return true }
        return version.order(low) >= 0
    }

    /// What a statement says of the versions that it speaks of.
    @inline(__always)
    func verdict(ofRow row: Int) -> Verdict { flags(row).verdict }

    /// Whether a version that mends it is at a statement's end.
    @inline(__always)
    func endsWithFix(_ row: Int) -> Bool {
        field(row, .high) != SegmentLayout.none && !flags(row).includesHigh
    }

    /// Whether some of the statements compare versions as semantic ones.
    func usesSemantic(_ rows: Range<Int>) -> Bool { rows.contains { flags($0).isSemantic } }

    /// Whether a package is what a statement demands of it besides its version.
    @inline(__always)
    func demands(_ row: Int, areMetBy traits: PackageTraits) -> Bool {
        let module = field(row, .module)
        if module == SegmentLayout.none, flags(row).isOfSomeModule {
            if traits.module == nil { return false }
        } else if module != SegmentLayout.none || traits.module != nil {
            guard module != SegmentLayout.none, let own = traits.module, isText(module, own) else {
                return false
            }
        }
        let architectures = field(row, .architectures)
        guard architectures != SegmentLayout.none, let own = traits.architecture else { return true }
        return text(architectures).split(separator: " ").contains { $0 == own }
    }

    /// Calls `body` with the number of each flaw that a statement's advisory is of.
    @inline(__always)
    func forEachFlaw(ofRow row: Int, _ body: (Int) -> Void) {
        let record = Int(field(row, .advisory)) * SegmentLayout.advisorySize
        let start = Int(number(.advisories, record + 8))
        let count = Int(number(.advisories, record + 12))
        guard count != Int(SegmentLayout.none) else { return }
        for index in start..<start + count {
            let flaw = number(.flawsOfAdvisories, 4 * index)
            if flaw == SegmentLayout.none { return }
            body(Int(flaw))
        }
    }

    private func isText(_ reference: UInt32, _ text: String) -> Bool {
        guard let bytes = counted(.texts, reference) else { return false }
        return bytes.elementsEqual(text.utf8)
    }

    // MARK: Records

    private enum Field: Int { case low, high, advisory, module, architectures, severity, flags }

    @inline(__always)
    private func field(_ row: Int, _ field: Field) -> UInt32 {
        number(.rows, row * SegmentLayout.rowSize + 4 * field.rawValue)
    }

    @inline(__always)
    private func flags(_ row: Int) -> StatementFlags { StatementFlags(field(row, .flags)) }

    @inline(__always)
    private func version(_ reference: UInt32) -> SegmentVersion? {
        guard let text = counted(.versions, reference) else { return nil }
        let keyPlace = UInt32(truncatingIfNeeded: Int(reference) + 4 + text.count)
        let key = counted(.versions, keyPlace) ?? UnsafeRawBufferPointer(start: nil, count: 0)
        return SegmentVersion(text: text, key: key)
    }

    private func versionText(_ reference: UInt32) -> String? {
        counted(.versions, reference).map { String(decoding: $0, as: UTF8.self) }
    }

    private func optionalText(_ reference: UInt32) -> String? {
        reference == SegmentLayout.none ? nil : text(reference)
    }
}
