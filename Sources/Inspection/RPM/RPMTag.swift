/// The number of a field in a package's header (`rpmtag.h`; RPM file format, version 4).
public struct RPMTag: RawRepresentable, Hashable, Sendable {
    /// The number.
    public let rawValue: UInt32

    /// A tag by number.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    static let headerImmutable = RPMTag(rawValue: 63)
    static let signatureDSA = RPMTag(rawValue: 267)
    static let signatureRSA = RPMTag(rawValue: 268)
    static let sha1Header = RPMTag(rawValue: 269)
    static let sha256Header = RPMTag(rawValue: 273)
    static let signaturePGP = RPMTag(rawValue: 259)
    static let signatureGPG = RPMTag(rawValue: 262)
    static let name = RPMTag(rawValue: 1000)
    static let version = RPMTag(rawValue: 1001)
    static let release = RPMTag(rawValue: 1002)
    static let epoch = RPMTag(rawValue: 1003)
    static let vendor = RPMTag(rawValue: 1011)
    static let architecture = RPMTag(rawValue: 1022)
    static let oldFileNames = RPMTag(rawValue: 1027)
    static let installTime = RPMTag(rawValue: 1008)
    static let fileSizes = RPMTag(rawValue: 1028)
    static let fileStates = RPMTag(rawValue: 1029)
    static let fileModes = RPMTag(rawValue: 1030)
    static let fileDeviceNumbers = RPMTag(rawValue: 1033)
    static let fileTimes = RPMTag(rawValue: 1034)
    static let fileDigests = RPMTag(rawValue: 1035)
    static let fileLinks = RPMTag(rawValue: 1036)
    static let fileFlags = RPMTag(rawValue: 1037)
    static let fileUsers = RPMTag(rawValue: 1039)
    static let fileGroups = RPMTag(rawValue: 1040)
    static let fileVerifyFlags = RPMTag(rawValue: 1045)
    static let provideNames = RPMTag(rawValue: 1047)
    static let requireFlags = RPMTag(rawValue: 1048)
    static let requireNames = RPMTag(rawValue: 1049)
    static let requireVersions = RPMTag(rawValue: 1050)
    static let verifyScript = RPMTag(rawValue: 1079)
    static let provideFlags = RPMTag(rawValue: 1112)
    static let provideVersions = RPMTag(rawValue: 1113)
    static let directoryIndexes = RPMTag(rawValue: 1116)
    static let baseNames = RPMTag(rawValue: 1117)
    static let directoryNames = RPMTag(rawValue: 1118)
    static let longFileSizes = RPMTag(rawValue: 5008)
    static let fileCapabilities = RPMTag(rawValue: 5010)
    static let fileDigestAlgorithm = RPMTag(rawValue: 5011)
}
