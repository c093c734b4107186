import Glibc

/// The account that this process runs under.
public struct ProcessAccount: Sendable {
    /// Its name.
    public let name: String
    /// Whether it is the superuser's.
    public let isSuperuser: Bool

    /// Asks the system; nil when the account has no name.
    public init?() {
        guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else { return nil }
        self.name = String(cString: name)
        isSuperuser = geteuid() == 0
    }
}
