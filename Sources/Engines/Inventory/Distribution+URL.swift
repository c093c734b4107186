public import PackageURLs

extension Distribution {
    /// The system that a package URL of a distribution's package tells of, from the namespace and the qualifier
    /// `distro`; nil when it tells of none.
    public init?(_ url: PackageURL) {
        guard PackageType(rawValue: url.type)?.isOfDistribution == true else { return nil }
        let distro = url.qualifiers["distro"] ?? ""
        guard let dash = distro.lastIndex(of: "-") else {
            guard let namespace = url.namespace else { return nil }
            self.init(family: namespace, version: "")
            // The specification's own example names a release by its code name.
            if distro.utf8.first.map({ !Self.isDigit($0) }) == true, distro != id { codename = distro }
            if distro.utf8.first.map(Self.isDigit) == true { version = distro }
            return
        }
        let release = distro[distro.index(after: dash)...]
        if release.utf8.first.map(Self.isDigit) == true {
            self.init(family: String(distro[..<dash]), version: String(release))
        } else {
            self.init(family: distro, version: "")
        }
    }

    /// A system by the name that a tool gives it: `ID`, or the family that trivy speaks of.
    public init(family: String, version: String) {
        let family = family.lowercased()
        let id =
            switch family {
            case "redhat": "rhel"
            case "amazon", "amazon linux": "amzn"
            case "oracle": "ol"
            case "alma": "almalinux"
            case "suse", "suse linux enterprise server": "sles"
            case "opensuse.leap", "opensuse leap": "opensuse-leap"
            case "opensuse.tumbleweed": "opensuse-tumbleweed"
            case "cbl-mariner": "mariner"
            default: family
            }
        // Amazon's and SUSE's releases come with a name behind them: "2 (Karoo)".
        self.init(id: id, version: version.split(separator: " ").first.map { String($0) } ?? "")
    }

    /// The namespace of its packages' URLs (purl-spec, types deb, rpm and apk: the vendor).
    var urlNamespace: String {
        switch id {
        case "rhel": "redhat"
        case "sles", "sled", "sles_sap": "suse"
        default: id.hasPrefix("opensuse") ? "opensuse" : id.lowercased()
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
