public import Inventory

/// What became of a flaw between two looks at software.
public enum FindingChange: Sendable, Hashable {
    /// What made a flaw go.
    public enum Mending: Sendable, Hashable {
        /// The package is there in another version, which does not have it.
        case changedVersion(to: Package)
        /// The package is gone.
        case removal
        /// The feed no longer says that this very version has it.
        case feed
    }

    /// What made a flaw come.
    public enum Arrival: Sendable, Hashable {
        /// The package was there in another version, which did not have it.
        case changedVersion(from: Package)
        /// The package was not there.
        case newPackage
        /// The feed did not yet say that this very version has it.
        case feed
    }

    /// It was there and is not any more.
    case fixed(Finding, by: Mending)
    /// It is there and was not.
    case introduced(Finding, by: Arrival)
    /// It was and is there; what is said of it may have changed.
    case persisting(from: Finding, to: Finding)

    /// The finding as it is, or as it was when it is gone.
    public var finding: Finding {
        switch self {
        case .fixed(let finding, _), .introduced(let finding, _), .persisting(_, let finding): finding
        }
    }

    /// Whether it is still there and its severity or its fix is another.
    public var isReassessed: Bool {
        guard case .persisting(let earlier, let later) = self else { return false }
        return earlier.severity != later.severity || earlier.fix != later.fix
            || earlier.verdict != later.verdict
    }

    /// Whether only what is known changed, and not the software.
    public var isCausedByFeed: Bool {
        switch self {
        case .fixed(_, .feed), .introduced(_, .feed): true
        default: false
        }
    }
}
