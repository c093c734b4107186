import Bytes
import PackageURLs

/// Reads Ubuntu's VEX documents: one OpenVEX document for each CVE, with a statement for each state of the packages of
/// each release.
///
/// The documents name every binary package of every architecture too; what holds for a source package holds for them.
public struct UbuntuVEXReader: FeedReader {
    /// What the feed is called.
    public let feed: String

    /// A reader of one feed.
    public init(feed: String) { self.feed = feed }

    /// Whether the name ends with `.json`.
    public func wants(_ file: FeedFile.Name) -> Bool { file.hasSuffix(".json") }

    /// Reads one document.
    public func read(_ file: FeedFile, _ give: @escaping (FeedItem) -> Void) {
        guard let root = file.json(give) else { return }
        let row = Row(file: file.name, place: "", give: give)
        let statements = OpenVEX.statements(root, row)
        guard let first = statements.first else { return row.quarantine("statements", "say nothing") }
        let described = root["statements"].elements.lazy.compactMap {
            $0["vulnerability"]["description"].string
        }
        var advisories: [String: Advisory] = [:]
        for statement in statements {
            var advisory =
                advisories[statement.vulnerability] ?? Advisory(id: statement.vulnerability, feed: feed)
            advisory.modified = row.time(root, "timestamp")
            if statement.vulnerability == first.vulnerability { advisory.details = described.first }
            advisory.references = statement.aliases.filter { $0.hasPrefix("https:") }.map { .init(.web, $0) }
            for product in statement.products {
                guard let affected = affected(statement, product), !advisory.affected.contains(affected)
                else {
                    continue
                }
                advisory.affected.append(affected)
            }
            advisories[statement.vulnerability] = advisory
        }
        for (_, advisory) in advisories.sorted(by: { $0.key < $1.key }) { file.give(advisory, give) }
    }

    private func affected(_ statement: Statement, _ product: Statement.Product) -> Affected? {
        guard let package = product.package, package.type == "deb",
            package.qualifiers["arch"] == "source", let distro = package.qualifiers["distro"],
            let ecosystem = UbuntuRelease.ecosystem(distro: distro)
        else { return nil }
        let state: VendorState
        switch statement.status {
        case .notAffected(let justification): state = .notAffected(justification)
        case .underInvestigation: state = .undetermined
        case .affected: state = .unfixed(Self.reason(statement.note ?? ""))
        case .fixed:
            guard let version = package.version else { return nil }
            state = .fixed(in: version)
        }
        return Affected(ecosystem: ecosystem, name: package.name, role: .source, state: state)
    }

    /// Why there is no fix, by the sentences that Ubuntu's security team writes.
    private static func reason(_ note: String) -> UnfixedReason? {
        if note.contains("decided to not fix") { return .willNotFix }
        if note.contains("no longer supported") || note.contains("end of life") { return .endOfLife }
        return note.contains("deferred") ? .deferred : nil
    }
}

/// Ubuntu's releases by their code names.
enum UbuntuRelease {
    private static let numbers: [Substring: String] = [
        "trusty": "14.04:LTS", "xenial": "16.04:LTS", "bionic": "18.04:LTS", "focal": "20.04:LTS",
        "jammy": "22.04:LTS", "lunar": "23.04", "mantic": "23.10", "noble": "24.04:LTS", "oracular": "24.10",
        "plucky": "25.04", "questing": "25.10", "resolute": "26.04:LTS",
    ]

    /// The ecosystem of a package URL's `distro`: a code name, after the archive of Ubuntu Pro if it is of one.
    static func ecosystem(distro: String) -> Ecosystem? {
        let parts = distro.split(separator: "/")
        guard let name = parts.last else { return nil }
        let release = numbers[name] ?? String(name)
        guard parts.count == 2 else { return Ecosystem(name: "Ubuntu", release: release) }
        // OSV calls the releases with extended maintenance those of Ubuntu Pro, and FIPS by its name.
        let isMaintenance = parts[0].hasPrefix("esm-") || parts[0].hasPrefix("ros-esm")
        return Ecosystem(
            name: "Ubuntu", release: isMaintenance ? "Pro:\(release)" : "Pro:\(parts[0]):\(release)")
    }
}
