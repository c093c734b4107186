/// One file that a package owns, as the package was built.
public struct RPMFile: Equatable, Sendable {
    /// The file's path.
    public var path: String
    /// Size in bytes.
    public var size: UInt64
    /// Type and permission bits.
    public var mode: UInt32
    /// The device that a device file stands for.
    public var deviceNumber: UInt64
    /// Last change of the content, in seconds since 1970.
    public var modificationTime: Int64
    /// The content's digest in hexadecimal; empty for what has no content.
    public var digest: String
    /// Where a link points; empty for other files.
    public var link: String
    /// The owner's name.
    public var user: String
    /// The group's name.
    public var group: String
    /// The capabilities as `cap_to_text(3)` writes them; empty for none.
    public var capabilities: String
    /// What kind of file the package calls it.
    public var flags: Flags
    /// Which attributes the package asks to verify.
    public var verified: Attributes
    /// Whether the file was installed and neither replaced nor left out.
    public var isInstalled: Bool

    /// What a package calls a file (`rpmfiles.h`).
    public struct Flags: OptionSet, Sendable {
        /// The bits.
        public let rawValue: UInt32
        /// Flags from bits.
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        /// Configuration, expected to change.
        public static let configuration = Flags(rawValue: 1)
        /// Documentation.
        public static let documentation = Flags(rawValue: 2)
        /// Need not be there.
        public static let missingAllowed = Flags(rawValue: 8)
        /// Owned without being in the package.
        public static let ghost = Flags(rawValue: 64)
        /// A license.
        public static let license = Flags(rawValue: 128)
        /// A readme.
        public static let readme = Flags(rawValue: 256)
    }

    /// The attributes that can be verified (`rpmvf.h`).
    public struct Attributes: OptionSet, Sendable {
        /// The bits.
        public let rawValue: UInt32
        /// Attributes from bits.
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        /// The content's digest.
        public static let digest = Attributes(rawValue: 1)
        /// The size.
        public static let size = Attributes(rawValue: 2)
        /// Where a link points.
        public static let link = Attributes(rawValue: 4)
        /// The owner.
        public static let user = Attributes(rawValue: 8)
        /// The group.
        public static let group = Attributes(rawValue: 16)
        /// The time of the last change.
        public static let time = Attributes(rawValue: 32)
        /// Type and permissions.
        public static let mode = Attributes(rawValue: 64)
        /// The device that a device file stands for.
        public static let device = Attributes(rawValue: 128)
        /// The capabilities.
        public static let capabilities = Attributes(rawValue: 256)
        /// All of them.
        public static let all = Attributes(rawValue: 511)
    }
}

extension RPMPackage {
    /// The algorithm of the files' digests by its number in OpenPGP (RFC 4880, 9.4): 1 MD5, 2 SHA-1, 8 SHA-256.
    public var fileDigestAlgorithm: Int { Int(header.integer(.fileDigestAlgorithm) ?? 1) }

    /// The files of the package in the package's order; lists that do not fit together give none.
    public var files: [RPMFile] {
        let names = header.strings(.baseNames)
        let directories = header.strings(.directoryNames)
        let places = header.integers(.directoryIndexes)
        let paths: [String]
        if names.isEmpty {
            paths = header.strings(.oldFileNames)
        } else {
            guard places.count == names.count, places.allSatisfy({ $0 < UInt64(directories.count) }) else {
                return []
            }
            paths = zip(places, names).map { directories[Int($0)] + $1 }
        }
        let longSizes = header.integers(.longFileSizes)
        let sizes = longSizes.isEmpty ? header.integers(.fileSizes) : longSizes
        let modes = header.integers(.fileModes)
        let devices = header.integers(.fileDeviceNumbers)
        let times = header.integers(.fileTimes)
        let digests = header.strings(.fileDigests)
        let links = header.strings(.fileLinks)
        let users = header.strings(.fileUsers)
        let groups = header.strings(.fileGroups)
        let capabilities = header.strings(.fileCapabilities)
        let flags = header.integers(.fileFlags)
        let verified = header.integers(.fileVerifyFlags)
        let states = header.integers(.fileStates)
        return paths.enumerated().map { index, path in
            RPMFile(
                path: path, size: sizes.at(index) ?? 0,
                mode: UInt32(truncatingIfNeeded: modes.at(index) ?? 0), deviceNumber: devices.at(index) ?? 0,
                modificationTime: Int64(clamping: times.at(index) ?? 0), digest: digests.at(index) ?? "",
                link: links.at(index) ?? "", user: users.at(index) ?? "", group: groups.at(index) ?? "",
                capabilities: capabilities.at(index) ?? "",
                flags: .init(rawValue: UInt32(truncatingIfNeeded: flags.at(index) ?? 0)),
                verified: .init(
                    rawValue: UInt32(truncatingIfNeeded: verified.at(index) ?? UInt64(UInt32.max))),
                isInstalled: (states.at(index) ?? 0) == 0)
        }
    }
}

extension Array {
    /// The element at an index, or nil.
    fileprivate func at(_ index: Int) -> Element? { index < count ? self[index] : nil }
}
