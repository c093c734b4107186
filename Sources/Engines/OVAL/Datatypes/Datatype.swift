/// The type in which two values are compared (OVAL 5.11, `oval:DatatypeEnumeration`).
public enum Datatype: String, Sendable, CaseIterable {
    /// Hexadecimal text that stands for bytes.
    case binary
    /// `true`, `false`, `1` or `0`.
    case boolean
    /// `EPOCH:VERSION-RELEASE`, ordered as librpm orders it.
    case evrString = "evr_string"
    /// `EPOCH:UPSTREAM-REVISION`, ordered as dpkg orders it.
    case debianEVRString = "debian_evr_string"
    /// An HP-UX fileset revision.
    case filesetRevision = "fileset_revision"
    /// A floating-point number.
    case float
    /// A Cisco IOS train.
    case iosVersion = "ios_version"
    /// A whole number.
    case int
    /// An IPv4 address or prefix.
    case ipv4Address = "ipv4_address"
    /// An IPv6 address or prefix.
    case ipv6Address = "ipv6_address"
    /// Text.
    case string
    /// Numbers between separators, compared one by one.
    case version
    /// Named fields.
    case record
}

/// How a stated value is compared with an observed one (OVAL 5.11, `oval:OperationEnumeration`).
public enum Operation: String, Sendable, CaseIterable {
    /// The same.
    case equals
    /// Not the same.
    case notEqual = "not equal"
    /// The same but for letters' case.
    case caseInsensitiveEquals = "case insensitive equals"
    /// Different even without regard to letters' case.
    case caseInsensitiveNotEqual = "case insensitive not equal"
    /// The observed value is greater.
    case greaterThan = "greater than"
    /// The observed value is less.
    case lessThan = "less than"
    /// The observed value is greater or the same.
    case greaterThanOrEqual = "greater than or equal"
    /// The observed value is less or the same.
    case lessThanOrEqual = "less than or equal"
    /// Every stated bit is set in the observed value.
    case bitwiseAnd = "bitwise and"
    /// No bit but the stated ones is set in the observed value.
    case bitwiseOr = "bitwise or"
    /// The stated value is a regular expression that matches in the observed one.
    case patternMatch = "pattern match"
    /// The observed set is a subset of the stated one.
    case subsetOf = "subset of"
    /// The observed set is a superset of the stated one.
    case supersetOf = "superset of"
}

extension Operation {
    /// The verdict of an ordering operation, or nil when the operation does not order.
    func verdict(_ order: Int) -> Bool? {
        switch self {
        case .equals: order == 0
        case .notEqual: order != 0
        case .greaterThan: order > 0
        case .lessThan: order < 0
        case .greaterThanOrEqual: order >= 0
        case .lessThanOrEqual: order <= 0
        default: nil
        }
    }
}
