/// What a result document says besides the results (XCCDF 1.2, 6.6.2).
public struct TestResultSubject: Sendable {
    /// The machine's name.
    public var target: String
    /// Its network addresses.
    public var addresses: [String]
    /// Facts about it, by name.
    public var facts: [(name: String, value: String)]
    /// The scanner as a CPE name.
    public var testSystem: String
    /// Where the benchmark is.
    public var benchmarkHref: String
    /// Who the machine belongs to; one name for each level of the organisation.
    public var organizations: [String] = []
    /// The account that the scan ran under; nil when not known.
    public var identity: Identity?
    /// The machine's id in the asset part of an ARF document; nil outside of one.
    public var assetID: String?

    /// The account that a scan ran under (XCCDF 1.2, 6.6.2).
    public struct Identity: Sendable, Equatable {
        /// The account's name.
        public var name: String
        /// Whether the account was proved to the machine.
        public var isAuthenticated: Bool
        /// Whether the account may read everything on the machine.
        public var isPrivileged: Bool

        /// Describes an account.
        public init(name: String, isAuthenticated: Bool, isPrivileged: Bool) {
            self.name = name
            self.isAuthenticated = isAuthenticated
            self.isPrivileged = isPrivileged
        }
    }

    /// Describes a machine and a scanner.
    public init(
        target: String, addresses: [String] = [], facts: [(name: String, value: String)] = [],
        testSystem: String = "cpe:/a:martlet:martlet", benchmarkHref: String
    ) {
        self.target = target
        self.addresses = addresses
        self.facts = facts
        self.testSystem = testSystem
        self.benchmarkHref = benchmarkHref
    }
}

extension TestResultSubject {
    /// A machine's name and network addresses as the facts that scanners exchange about it (SCAP 1.3, 4.4.3.1).
    ///
    /// - Parameters:
    ///   - scanner: The scanner's name and version.
    ///   - domainName: The fully qualified name; the host's name when it is not known.
    ///   - hardwareAddresses: `0A:07:03:08:FB:10`, one per interface.
    ///   - addresses: IPv4 and IPv6 addresses.
    public static func facts(
        scanner: (name: String, version: String), hostName: String, domainName: String,
        hardwareAddresses: [String], addresses: [String]
    ) -> [(name: String, value: String)] {
        var facts = [
            ("urn:xccdf:fact:scanner:name", scanner.name),
            ("urn:xccdf:fact:scanner:version", scanner.version),
            ("urn:xccdf:fact:asset:identifier:fqdn", domainName),
            ("urn:xccdf:fact:asset:identifier:host_name", hostName),
        ]
        for address in hardwareAddresses {
            facts.append(("urn:xccdf:fact:ethernet:MAC", address))
            facts.append(("urn:xccdf:fact:asset:identifier:mac", address))
        }
        for address in addresses {
            facts.append(("urn:xccdf:fact:asset:identifier:ipv\(address.contains(":") ? 6 : 4)", address))
        }
        return facts
    }
}
