import Advisories
import ArgumentParser
import Bytes
import Capability
import Feeds
import Signing

/// The command `martlet feed status`.
struct FeedStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Tell which feeds there are and how old they are.",
        discussion: """
            It also tells whose bundle they came with; feeds that were brought in one by one are signed by nobody. The \
            exit code is 2 when a feed is older than --max-age, or none is there.

            EXAMPLES
              martlet feed status
              martlet feed status --max-age 3 -o json
            """)

    @OptionGroup var place: FeedArguments

    @Option(name: .customLong("max-age"), help: "After how many days since its import a feed is stale.")
    var maximumAge = 7

    @Option(name: [.short, .long], help: "How to print: table, json or yaml.")
    var output = OutputFormat.table

    func run() throws {
        guard let manifest = try place.directory.manifest() else {
            throw CommandFailure(
                "\(place.directory.path): no feed has been imported yet (martlet feed import)")
        }
        let trusted = try place.directory.trustedKeys()
        let signers = try place.directory.signers()
        let oldest = presentTime().secondsSince1970 - Int64(maximumAge) * 86_400
        func isStale(_ feed: FeedManifest.Feed) -> Bool { feed.imported.secondsSince1970 < oldest }
        switch output {
        case .table:
            var table = TextTable(["FEED", "ADVISORIES", "CVES", "LEFT OUT", "NEWEST", "IMPORTED", "STATE"])
            for feed in manifest.feeds {
                table.add([
                    feed.name, "\(feed.advisories)", "\(feed.enrichments)", "\(feed.quarantined)",
                    feed.newest?.description ?? "-", feed.imported.description,
                    isStale(feed) ? "Stale" : "Current",
                ])
            }
            StandardOutput.put(table.text)
            let names = signers.map { key in trusted.first { $0.key == key }?.name ?? "key \(key)" }
            StandardOutput.put(
                names.isEmpty
                    ? "Made here, signed by nobody\n" : "Signed by \(names.joined(separator: ", "))\n")
        case .json, .yaml:
            var json = manifest.json
            json["signers"] = .array(
                signers.map { key in
                    let name = trusted.first { $0.key == key }?.name
                    return ["key": .string(key.description), "trustedAs": name.map { .string($0) } ?? .null]
                })
            StandardOutput.put(output.render(json))
        }
        if manifest.feeds.isEmpty || manifest.feeds.contains(where: isStale) { throw HouseExit.findings }
    }
}
