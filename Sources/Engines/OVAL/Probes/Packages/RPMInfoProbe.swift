import Host

/// Collects `linux:rpminfo_object` on hosts that do not use RPM.
///
/// On a host without an RPM database the object means nothing; on one with a database the packages are not
/// read here, and the answer says so instead of calling them absent.
public final class RPMInfoProbe: Probe {
    /// The objects that it serves.
    public let objects = ["rpminfo_object"]
    private let host: Host

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Answers whether RPM means anything on the host.
    public func collect(_ query: ObjectQuery) -> Collected {
        let databases: [HostPath] = ["/var/lib/rpm", "/usr/lib/sysimage/rpm"]
        let files = ["rpmdb.sqlite", "Packages", "Packages.db"]
        let isUsed = databases.contains { directory in files.contains { host.exists(directory.appending($0)) }
        }
        return isUsed
            ? Collected(.notCollected, messages: ["the RPM database of this host is not read"])
            : Collected(.notApplicable)
    }
}
