import XML

/// Reads OVAL definitions of distribution vendors as advisories: Azure Linux, Red Hat, SUSE, and others that compare
/// packages' versions.
///
/// A definition is read for what it says of packages; whether a machine fulfils it is the OVAL engine's to judge. The
/// release that a package is of is told by the criteria that ask for a platform, else by the definition's platforms,
/// else by whoever makes the reader.
public struct OVALReader: FeedReader {
    /// What the feed is called.
    public let feed: String
    /// The ecosystem of packages of which the definitions do not tell any.
    public let ecosystem: Ecosystem?

    /// A reader of one feed.
    public init(feed: String, ecosystem: Ecosystem? = nil) {
        self.feed = feed
        self.ecosystem = ecosystem
    }

    /// Whether the name ends with `.xml`.
    public func wants(_ file: FeedFile.Name) -> Bool { file.hasSuffix(".xml") }

    /// Reads one document.
    public func read(_ file: FeedFile, _ give: @escaping (FeedItem) -> Void) {
        var definitions: [OVALFeedDefinition] = []
        var tests = OVALFeedTests()
        do {
            let reader = try XMLReader(bytes: file.bytes, name: file.name)
            try reader.forEachChild { part in
                switch part.localName {
                case "definitions":
                    try part.forEachChild { definitions.append(try OVALFeedDefinition($0)) }
                case "tests": try part.forEachChild { try tests.addTest($0) }
                case "objects": try part.forEachChild { try tests.addObject($0) }
                case "states": try part.forEachChild { try tests.addState($0) }
                case "variables": try part.forEachChild { try tests.addVariable($0) }
                default: break
                }
            }
        } catch {
            // Definitions refer to what stands at the document's end, so that none of them can be used.
            return give(.quarantined(QuarantinedRow(file: file.name, reason: "\(error)")))
        }
        let fallback = ecosystem ?? Self.ecosystem(ofFile: file.lastName)
        for definition in definitions {
            let row = Row(file: file.name, place: definition.id, give: give)
            if let advisory = definition.advisory(tests, feed: feed, fallback: fallback, row: row) {
                file.give(advisory, give)
            }
        }
    }

    /// The release that Microsoft's files tell by their names only, such as `azurelinux-3.0-oval.xml`.
    private static func ecosystem(ofFile name: Substring) -> Ecosystem? {
        for (prefix, distribution) in [("azurelinux-", "Azure Linux"), ("cbl-mariner-", "CBL-Mariner")]
        where name.hasPrefix(prefix) {
            let release = name.dropFirst(prefix.count).prefix { $0 == "." || $0.isNumber }
            return Ecosystem(name: distribution, release: release.isEmpty ? nil : String(release))
        }
        return nil
    }
}
