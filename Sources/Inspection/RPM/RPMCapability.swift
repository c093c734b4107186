/// One thing that a package provides or requires: a name, and a version with how to compare it.
public struct RPMCapability: Equatable, Sendable {
    /// How versions compare (`rpmds.h`).
    public struct Comparison: OptionSet, Sendable {
        /// The bits.
        public let rawValue: UInt32
        /// A comparison from bits.
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        /// Smaller versions.
        public static let less = Comparison(rawValue: 2)
        /// Greater versions.
        public static let greater = Comparison(rawValue: 4)
        /// The same version.
        public static let equal = Comparison(rawValue: 8)
    }

    /// The name: a package, a library, a file, or an expression in parentheses.
    public var name: String
    /// How the version compares; empty when there is none.
    public var comparison: Comparison
    /// `[EPOCH:]VERSION[-RELEASE]`, or nil for any.
    public var evr: String?
}

extension RPMPackage {
    /// What the package provides.
    public var provides: [RPMCapability] {
        capabilities(.provideNames, flags: .provideFlags, versions: .provideVersions)
    }

    /// What the package requires to stay installed: needs of scripts that ran once are left out.
    public var requires: [RPMCapability] {
        let all = capabilities(.requireNames, flags: .requireFlags, versions: .requireVersions)
        let flags = header.integers(.requireFlags)
        // Of the kinds of need only some are kept after installation: those for a script that installs or
        // removes are asked then (RPMSENSE_PREREQ, SCRIPT_PRE, SCRIPT_POST and the like).
        return zip(all.indices, all).filter { index, _ in
            let bits = index < flags.count ? flags[index] : 0
            return bits & Self.installOnly == 0
        }.map(\.1)
    }

    /// Whether the package has a script that verifies it.
    public var hasVerifyScript: Bool { header.has(.verifyScript) }

    /// `pretrans` (1 << 7) and `rpmlib` (1 << 24) are asked while installing alone.
    private static let installOnly: UInt64 = 1 << 7 | 1 << 24

    private func capabilities(_ names: RPMTag, flags: RPMTag, versions: RPMTag) -> [RPMCapability] {
        let flags = header.integers(flags)
        let versions = header.strings(versions)
        return header.strings(names).enumerated().map { index, name in
            let bits = index < flags.count ? UInt32(truncatingIfNeeded: flags[index]) : 0
            let version = index < versions.count ? versions[index] : ""
            return RPMCapability(
                name: name, comparison: .init(rawValue: bits & 14),
                evr: version.isEmpty || bits & 14 == 0 ? nil : version)
        }
    }
}
