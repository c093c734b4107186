/// What a source says of a package: that nothing is said is not one of the states, and is not "not affected".
public enum VendorState: Sendable, Hashable {
    /// Some versions are affected; those that are not in the set are not, or no longer.
    ///
    /// `unfixed` is why versions that no fix is for stay as they are, when the source says why.
    case affected(AffectedVersions, unfixed: UnfixedReason?)
    /// The source does not know yet.
    case undetermined
    /// No version is affected.
    case notAffected(Justification?)

    /// The affected versions; nil when none is known to be.
    public var versions: AffectedVersions? {
        if case .affected(let versions, _) = self { versions } else { nil }
    }

    /// Versions up to the fix are affected.
    public static func fixed(in version: String) -> VendorState {
        .affected(AffectedVersions(.before(version)), unfixed: nil)
    }

    /// Every version is affected, and there is no fix.
    public static func unfixed(_ reason: UnfixedReason?) -> VendorState {
        .affected(AffectedVersions(.all), unfixed: reason)
    }
}

/// Why there is no fix.
public enum UnfixedReason: String, Sendable, CaseIterable {
    /// The source decided against a fix.
    case willNotFix
    /// A fix may come with a later update.
    case deferred
    /// The release gets no more fixes.
    case endOfLife
    /// The source does not think that it matters.
    case unimportant
}

/// Why a package is not affected, in the words of VEX (CSAF 2.0, 3.2.3.5).
public enum Justification: String, Sendable, CaseIterable {
    case componentNotPresent = "component_not_present"
    case vulnerableCodeNotPresent = "vulnerable_code_not_present"
    case vulnerableCodeNotInExecutePath = "vulnerable_code_not_in_execute_path"
    case vulnerableCodeCannotBeControlledByAdversary = "vulnerable_code_cannot_be_controlled_by_adversary"
    case inlineMitigationsAlreadyExist = "inline_mitigations_already_exist"
}
