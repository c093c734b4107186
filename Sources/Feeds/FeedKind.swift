public import Advisories

/// The forms in which feeds are published.
public enum FeedKind: String, Sendable, CaseIterable {
    /// Open Source Vulnerability records: AlmaLinux, Go, GitHub, Bitnami, Kubernetes, Python, Ubuntu.
    case osv
    /// CSAF 2.0 advisories and VEX: Red Hat, SUSE.
    case csaf
    /// OVAL definitions: Azure Linux, Red Hat, SUSE.
    case oval
    /// CVRF 1.1 and 1.2: SUSE.
    case cvrf
    /// Ubuntu's OpenVEX documents.
    case ubuntuVEX = "ubuntu-vex"
    /// Debian's security tracker, `/tracker/data/json`.
    case debianTracker = "debian-tracker"
    /// Debian's lists of advisories.
    case debianList = "debian-list"
    /// Alpine's `secdb`.
    case alpine
    /// Wolfi's `secdb`.
    case wolfi
    /// Chainguard's `secdb`.
    case chainguard
    /// The Ruby advisory database.
    case ruby
    /// The PHP Security Advisories Database.
    case php
    /// RustSec.
    case rustsec
    /// Haskell's security response team.
    case haskell
    /// retire.js.
    case retire
    /// CISA's list of known exploited vulnerabilities.
    case kev
    /// FIRST's exploit predictions.
    case epss
    /// CVE records, such as CISA's vulnrichment.
    case cve
    /// endoflife.date's release data.
    case lifecycle

    /// What reads the form.
    ///
    /// - Parameter feed: how the feed is called in what comes from it.
    public func reader(feed: String) -> any FeedReader {
        switch self {
        case .osv: OSVReader(feed: feed)
        case .csaf: CSAFReader(feed: feed)
        case .oval: OVALReader(feed: feed)
        case .cvrf: CVRFReader(feed: feed)
        case .ubuntuVEX: UbuntuVEXReader(feed: feed)
        case .debianTracker: DebianTrackerReader(feed: feed)
        case .debianList: DebianListReader(feed: feed)
        case .alpine: SecdbReader(feed: feed, distribution: "Alpine")
        case .wolfi: SecdbReader(feed: feed, distribution: "Wolfi")
        case .chainguard: SecdbReader(feed: feed, distribution: "Chainguard")
        case .ruby: RubyReader(feed: feed)
        case .php: PHPReader(feed: feed)
        case .rustsec: RustSecReader(feed: feed)
        case .haskell: HaskellReader(feed: feed)
        case .retire: RetireReader(feed: feed)
        case .kev: KnownExploitedReader(feed: feed)
        case .epss: ExploitPredictionReader(feed: feed)
        case .cve: CVERecordReader(feed: feed)
        case .lifecycle: LifecycleReader(feed: feed)
        }
    }

    /// The form of a feed that is called as its publishers call it; nil for other names.
    public init?(feed: String) {
        switch feed {
        case "alma", "almalinux", "bitnami", "ghsa", "go", "k8s", "kubernetes", "osv", "pypa", "rocky",
            "ubuntu-osv":
            self = .osv
        case "redhat", "redhat-vex", "redhat-csaf": self = .csaf
        case "azl", "azurelinux", "mariner", "redhat-oval", "suse-oval": self = .oval
        case "suse", "suse-cvrf": self = .cvrf
        case "ubuntu", "ubuntu-vex": self = .ubuntuVEX
        case "debian", "debian-tracker": self = .debianTracker
        case "debian-dsa", "debian-list": self = .debianList
        case "rust", "rustsec": self = .rustsec
        case "vulnrich", "vulnrichment": self = .cve
        case "eol", "endoflife": self = .lifecycle
        default: self.init(rawValue: feed)
        }
    }
}
