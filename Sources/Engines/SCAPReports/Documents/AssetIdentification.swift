import XCCDF
import XML

/// The machine as other tools identify it (Asset Identification 1.1, 5.5).
public struct AssetIdentification: Sendable {
    /// The fully qualified domain name.
    public var domainName: String
    /// The host's name.
    public var hostName: String
    /// IPv4 and IPv6 addresses.
    public var addresses: [String]
    /// `0A:07:03:08:FB:10`, one per interface.
    public var hardwareAddresses: [String]

    /// Describes a machine.
    public init(domainName: String, hostName: String, addresses: [String], hardwareAddresses: [String]) {
        self.domainName = domainName
        self.hostName = hostName
        self.addresses = addresses
        self.hardwareAddresses = hardwareAddresses
    }

    /// What the facts of a result say about the machine.
    public init(_ subject: TestResultSubject) {
        func values(_ name: String) -> [String] { subject.facts.filter { $0.name == name }.map(\.value) }
        domainName = values("urn:xccdf:fact:asset:identifier:fqdn").first ?? subject.target
        hostName = values("urn:xccdf:fact:asset:identifier:host_name").first ?? subject.target
        addresses = subject.addresses
        hardwareAddresses = values("urn:xccdf:fact:asset:identifier:mac")
    }

    func write(to writer: inout XMLWriter) {
        let namespace = [("xmlns:ai", "http://scap.nist.gov/schema/asset-identification/1.1")]
        writer.element("ai:computing-device", namespace) { writer in
            // A list of connections may not be empty.
            if !addresses.isEmpty || !hardwareAddresses.isEmpty {
                writer.element("ai:connections") { writer in
                    for address in addresses {
                        let isSix = address.contains(":")
                        writer.element("ai:connection") { writer in
                            writer.element("ai:ip-address") { writer in
                                writer.element(
                                    isSix ? "ai:ip-v6" : "ai:ip-v4",
                                    text: isSix ? Self.expanded(address) : address)
                            }
                        }
                    }
                    for address in hardwareAddresses {
                        writer.element("ai:connection") { $0.element("ai:mac-address", text: address) }
                    }
                }
            }
            if Self.isName(domainName) { writer.element("ai:fqdn", text: domainName) }
            if Self.isName(hostName) { writer.element("ai:hostname", text: hostName) }
        }
    }

    /// Whether the schema takes a text as a name: words joined by dots.
    ///
    /// A directory may have none, or anything.
    static func isName(_ text: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        }
    }

    /// An IPv6 address in eight groups without leading zeros, the only form that the schema takes.
    static func expanded(_ address: String) -> String {
        let plain = address.split(separator: "%").first.map(String.init) ?? address
        guard let gap = plain.firstRange(of: "::") else { return plain }
        let left = plain[..<gap.lowerBound].split(separator: ":")
        let right = plain[gap.upperBound...].split(separator: ":")
        let zeros = Array(repeating: Substring("0"), count: max(0, 8 - left.count - right.count))
        return (left + zeros + right).joined(separator: ":")
    }
}
