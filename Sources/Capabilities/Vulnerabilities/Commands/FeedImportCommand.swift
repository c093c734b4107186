import Advisories
import ArgumentParser
import Capability
import Feeds

/// The command `martlet feed import`.
struct FeedImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring in feeds from files, or a bundle of them.",
        discussion: """
            A feed is a folder, an archive (tar or zip, packed or not) or one file. Its form is told by its name, \
            or by NAME:FORM=PATH with one of \(FeedKind.allCases.map(\.rawValue).joined(separator: ", ")). Each \
            feed replaces the one of the same name; rows that cannot be believed are left out and counted. The \
            exit code is 3 when rows were left out.

            A bundle (martlet feed export) replaces all feeds at once. It has to be signed by a key of --trust or of \
            the folder "trusted" in the directory of the feeds (*.pem), and to be newer than what is there; taking the \
            same one again changes nothing.

            EXAMPLES
              martlet feed import alma.tar.xz go.tar.xz kev.tar.xz
              martlet feed import debian=tracker.json epss=epss_scores-current.csv.gz
              martlet feed import ours:osv=/srv/advisories
              martlet feed import feeds.tar --trust vendor.pem
            """)

    @Argument(help: "The feeds: a path, NAME=PATH or NAME:FORM=PATH; or one bundle.")
    var feeds: [String]

    @OptionGroup var place: FeedArguments

    @OptionGroup var trust: TrustArguments

    @Flag(name: .customLong("show-left-out"), help: "Print each row that was left out, and why.")
    var showsLeftOut = false

    /// Whether a bundle is brought in.
    private var isBundle: Bool { feeds.contains(where: FeedBundle.isBundle) }

    func validate() throws {
        if isBundle {
            guard feeds.count == 1 else {
                throw ValidationError("A bundle replaces all feeds: it is brought in alone.")
            }
            return
        }
        for feed in feeds {
            do throws(FeedArgument.Failure) { _ = try FeedArgument(feed) } catch {
                throw ValidationError(error.description)
            }
        }
    }

    func run() throws {
        if isBundle, let bundle = feeds.first {
            let directory = place.directory
            try FeedAdoption(directory: directory, trusted: trust.keys(of: directory)).take(bundle)
            return
        }
        var leftOut = 0
        var read: [FeedRecords] = []
        for text in feeds {
            let records = try Self.records(of: try FeedArgument(text))
            leftOut += records.quarantinedCount
            var line = "\(records.feed): \(records.advisories.count) advisories"
            if !records.enrichments.isEmpty { line += ", \(records.enrichments.count) CVEs" }
            if !records.lifecycles.isEmpty { line += ", \(records.lifecycles.count) releases" }
            if records.quarantinedCount > 0 { line += ", \(records.quarantinedCount) rows left out" }
            StandardOutput.put(line + "\n")
            if showsLeftOut { for row in records.quarantined { StandardError.write("\(row)") } }
            read.append(records)
        }
        try place.directory.replace(read, now: presentTime())
        if leftOut > 0 { throw HouseExit.partial }
    }

    private static func records(of feed: FeedArgument) throws -> FeedRecords {
        let progress = ProgressLine(step: 1000)
        defer { progress.end() }
        var records = FeedRecords(feed: feed.name)
        var count = 0
        let reader = FeedImport(feed.kind.reader(feed: feed.name))
        try withoutActuallyEscaping({ (item: FeedItem) in
            records.take(item)
            count += 1
            progress.reached(count, "records of \(feed.name)")
        }) { take in try reader.run(FeedSource(path: feed.path), take) }
        if records.advisories.isEmpty, records.enrichments.isEmpty, records.lifecycles.isEmpty {
            throw CommandFailure(
                "\(feed.path): nothing of the form \(feed.kind.rawValue) is in it; feed \"\(feed.name)\" stays as it was"
            )
        }
        return records
    }
}
