/// A version of AIDE's languages: its configuration, its database and its reports.
///
/// 0.16 is what Red Hat's and so OpenShift's nodes run, 0.18 is Debian 12's and 0.19 Debian 13's.
public enum Dialect: String, Sendable, CaseIterable {
    /// AIDE 0.16, with PCRE's first generation and the oldest report.
    case v0_16 = "0.16"
    /// AIDE 0.18.
    case v0_18 = "0.18"
    /// AIDE 0.19, where `!` no longer prunes and databases are not filtered by rules.
    case v0_19 = "0.19"

    /// The version that reports and databases name.
    public var version: String {
        switch self {
        case .v0_16: "0.16"
        case .v0_18: "0.18.3"
        case .v0_19: "0.19.1"
        }
    }

    /// The digests in the order in which they are listed and reported.
    public var digests: [Attribute] {
        let old: [Attribute] = [
            .md5, .sha1, .sha256, .sha512, .rmd160, .tiger, .crc32, .crc32b, .haval, .whirlpool, .gost,
        ]
        return switch self {
        case .v0_16: old
        case .v0_18: old + [.stribog256, .stribog512]
        case .v0_19: old + [.stribog256, .stribog512, .sha512_256, .sha3_256, .sha3_512]
        }
    }

    /// The digests that this version knows but can no longer compute.
    public var unsupportedDigests: AttributeSet {
        switch self {
        case .v0_16: AttributeSet(.haval, .crc32b)
        case .v0_18: AttributeSet(.haval)
        case .v0_19: AttributeSet(.haval, .crc32, .crc32b, .tiger, .whirlpool)
        }
    }

    /// The digests that this version computes.
    public var availableDigests: AttributeSet {
        AttributeSet(digests.map(\.bit)).subtracting(unsupportedDigests)
    }

    /// Every attribute that an expression of this version may name.
    public var attributes: [Attribute] {
        let known = AttributeSet(digests.map(\.bit))
        return Attribute.allCases.filter { attribute in
            guard attribute.configurationName != nil else { return false }
            if AttributeSet.digests.has(attribute) { return known.has(attribute) }
            return self != .v0_16 || ![.capabilities, .growing, .compressed].contains(attribute)
        }
    }

    /// The default groups (`aide.conf(5)`, GROUPS), which a configuration may define anew.
    public var groups: [(name: String, value: AttributeSet)] {
        let extended =
            self == .v0_16 ? AttributeSet.extended.subtracting(Attribute.capabilities.bit) : .extended
        let common = AttributeSet(.permissions, .fileType, .inode, .linkCount, .user, .group)
            .union(extended).union(Attribute.linkName.bit)
        let content: Attribute = self == .v0_19 ? .sha3_256 : .md5
        let read = common.union(AttributeSet(.size, .modificationTime, .changeTime, content))
        let log = common.union(self == .v0_16 ? AttributeSet(.growingSize) : AttributeSet(.size, .growing))
        return [
            ("R", read), ("L", common), (">", log), ("H", defaultDigests), ("X", extended), ("E", []),
        ]
    }

    /// The group `H`, which is also what is computed of databases when nothing else is said.
    public var defaultDigests: AttributeSet {
        self == .v0_19
            ? AttributeSet(.sha256, .sha512, .stribog256, .stribog512, .sha512_256, .sha3_256, .sha3_512)
            : availableDigests
    }

    /// The letters of the string before an added or removed entry; 0.19 has one more, for the file system's
    /// type.
    var summaryWidth: Int { summaryOrder.count + (self == .v0_19 ? 1 : 0) }

    /// What each letter of a summary string stands for, the file's type first.
    var summaryOrder: [Attribute] {
        let common: [Attribute] = [
            .fileType, .linkName, .size, .blockCount, .permissions, .user, .group, .accessTime,
            .modificationTime,
            .changeTime, .inode, .linkCount, .allDigests, .accessList, .extendedAttributes, .selinux,
            .fileFlags,
        ]
        return self == .v0_16 ? common : common + [.capabilities]
    }
}
