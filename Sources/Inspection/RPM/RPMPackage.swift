/// One installed package of RPM.
public struct RPMPackage: Sendable {
    /// The package's name.
    public let name: String
    /// The architecture, or nil for a key that was imported as a package.
    public let architecture: String?
    /// The epoch, or nil when it has none.
    public let epoch: UInt64?
    /// The version.
    public let version: String
    /// The release.
    public let release: String
    /// Everything that the database says of it.
    public let header: RPMHeader

    /// The package of a header; nil when it has no name.
    public init?(_ header: RPMHeader) {
        guard let name = header.string(.name) else { return nil }
        self.name = name
        architecture = header.string(.architecture)
        epoch = header.integer(.epoch)
        version = header.string(.version) ?? ""
        release = header.string(.release) ?? ""
        self.header = header
    }

    /// `EPOCH:VERSION-RELEASE`, with 0 for no epoch.
    public var evr: String { "\(epoch ?? 0):\(version)-\(release)" }

    /// `NAME-EPOCH:VERSION-RELEASE.ARCH`.
    public var extendedName: String { "\(name)-\(evr).\(architecture ?? "(none)")" }

    /// The sixteen digits of the key that signed the package, or nil when it is not signed.
    public var signatureKeyID: String? {
        let tags: [RPMTag] = [.signatureDSA, .signatureRSA, .signatureGPG, .signaturePGP]
        for tag in tags {
            if let signature = header.binary(tag), let key = OpenPGPSignature.keyID(signature) { return key }
        }
        return nil
    }
}
