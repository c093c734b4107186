public import Inventory

/// Software that was held against advisories.
public struct Assessment: Sendable, Hashable {
    /// The software.
    public var inventory: Inventory
    /// Its flaws.
    public var findings: [Finding]

    /// Joins software with its flaws.
    public init(inventory: Inventory, findings: [Finding]) {
        self.inventory = inventory
        self.findings = findings
    }
}

/// What changed between two looks at software: two images, a machine before and after an update, one image on two
/// days.
///
/// Changes of the software and of what is known about it are kept apart: both are held against the later advisories,
/// and only what the earlier software has newly or no longer by that is laid to the feeds.
///
/// ```swift
/// let comparison = Comparison(from: old, to: new)
/// for case .introduced(let finding, _) in comparison.findings { print(finding.flaw, finding.package.name) }
/// ```
public struct Comparison: Sendable, Hashable {
    /// What happened to the packages.
    public let packages: [PackageChange]
    /// What became of the flaws, those that the software's change caused first.
    public let findings: [FindingChange]

    /// Compares two looks.
    ///
    /// - Parameters:
    ///   - earlier: the earlier software, held against the advisories that `later` is held against.
    ///   - then: what was known of the earlier software at its time; nil when the advisories are the same.
    public init(from earlier: Assessment, to later: Assessment, then: [Finding]? = nil) {
        packages = PackageChange.all(from: earlier.inventory, to: later.inventory)
        let names = FlawNames(earlier.findings + later.findings + (then ?? []))
        findings =
            Self.softwareChanges(earlier, later, names)
            + (then.map { Self.feedChanges($0, earlier.findings, names) } ?? [])
    }

    /// The flaws that are there now and were not.
    public var introduced: [FindingChange] {
        findings.filter { if case .introduced = $0 { true } else { false } }
    }

    /// The flaws that were there and are not any more.
    public var fixed: [FindingChange] { findings.filter { if case .fixed = $0 { true } else { false } } }

    /// The flaws that are still there.
    public var persisting: [FindingChange] {
        findings.filter { if case .persisting = $0 { true } else { false } }
    }

    private static func softwareChanges(
        _ earlier: Assessment, _ later: Assessment, _ names: FlawNames
    ) -> [FindingChange] {
        let before = names.index(earlier.findings)
        let after = names.index(later.findings)
        let packagesBefore = Dictionary(grouping: earlier.inventory.packages, by: PackageIdentity.init)
        let packagesAfter = Dictionary(grouping: later.inventory.packages, by: PackageIdentity.init)
        var changes: [FindingChange] = []
        for key in Set(before.keys).union(after.keys).sorted() {
            switch (before[key], after[key]) {
            case (let old?, let new?): changes.append(.persisting(from: old, to: new))
            case (let old?, nil):
                let other = packagesAfter[key.package]?.first
                changes.append(.fixed(old, by: other.map { .changedVersion(to: $0) } ?? .removal))
            case (nil, let new?):
                let other = packagesBefore[key.package]?.first
                changes.append(.introduced(new, by: other.map { .changedVersion(from: $0) } ?? .newPackage))
            case (nil, nil): continue
            }
        }
        return changes
    }

    private static func feedChanges(
        _ then: [Finding], _ now: [Finding], _ names: FlawNames
    ) -> [FindingChange] {
        let (before, after) = (names.index(then), names.index(now))
        var changes: [FindingChange] = []
        for key in Set(before.keys).symmetricDifference(after.keys).sorted() {
            if let old = before[key] { changes.append(.fixed(old, by: .feed)) }
            if let new = after[key] { changes.append(.introduced(new, by: .feed)) }
        }
        return changes
    }
}
