import Advisories
import Feeds
import Glibc
import Inventory
import Matching
import TemporaryFolders
import Testing

@Suite struct FeedDirectoryTests {
    private let folder = TemporaryFolder()
    private var directory: FeedDirectory { FeedDirectory(folder.path + "/feeds") }
    private let now = Timestamp(secondsSince1970: 1_790_000_000)

    @Test("a directory that was never written says what to do")
    func empty() {
        let error = #expect(throws: FeedsError.self) { try Feeds(directory) }
        #expect(error?.description.contains("no feed has been imported yet") == true)
    }

    @Test("what was brought in is found again, and a later import replaces its feed alone")
    func replacing() throws {
        try directory.replace([records("go", ["GO-1"]), records("pypa", ["PYSEC-1"])], now: now)
        #expect(try flaws() == ["GO-1", "PYSEC-1"])
        let manifest = try directory.replace([records("go", ["GO-2"])], now: now)
        #expect(try flaws() == ["GO-2", "PYSEC-1"])
        #expect(manifest.serial == 2)
        #expect(manifest.feeds.map(\.name) == ["go", "pypa"])
        #expect(try directory.manifest() == manifest)
    }

    @Test("what no manifest names any more is removed")
    func sweeping() throws {
        try directory.replace([records("go", ["GO-1"])], now: now)
        try directory.replace([records("go", ["GO-2"])], now: now)
        #expect(entries("records").count == 1)
        #expect(entries("compiled").count == 1)
    }

    @Test("feeds whose compiled form is gone are compiled again")
    func recompiling() throws {
        try directory.replace([records("go", ["GO-1"])], now: now)
        let compiled = try #require(entries("compiled").first)
        #expect(rename("\(directory.path)/compiled/\(compiled)", folder.path + "/elsewhere") == 0)
        #expect(try flaws() == ["GO-1"])
    }

    @Test("records that are not what the manifest says are refused by name")
    func tampered() throws {
        try directory.replace([records("go", ["GO-1"])], now: now)
        let file = try #require(entries("records").first)
        folder.write("feeds/records/\(file)", "something else")
        let feed = try #require(try directory.manifest()?.feed("go"))
        let error = #expect(throws: FeedsError.self) { try directory.records(of: feed) }
        #expect(error?.description.contains(file) == true)
    }

    @Test("only one process changes the feeds")
    func locked() throws {
        try directory.replace([], now: now)
        let lock = open(directory.path + "/lock", O_RDWR)
        defer { close(lock) }
        #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
        #expect(throws: FeedsError.busy(directory.path)) { try directory.replace([], now: now) }
    }

    @Test("an advisory that stands in the files of two releases is one that speaks of both")
    func releases() {
        func advisory(_ release: String, _ fix: String) -> FeedItem {
            var advisory = Advisory(id: "A-1", feed: "alma")
            let ecosystem = Ecosystem(name: "AlmaLinux", release: release)
            advisory.affected = [
                Affected(ecosystem: ecosystem, name: "left", role: .binary, state: .fixed(in: fix))
            ]
            return .advisory(advisory)
        }
        var records = FeedRecords(feed: "alma")
        records.take(advisory("8", "1-1"))
        records.take(advisory("9", "1-2"))
        records.take(advisory("9", "1-3"))
        let affected = records.advisories["A-1"]?.affected ?? []
        #expect(affected.map(\.ecosystem.release) == ["8", "9"])
        #expect(affected.map(\.state) == [.fixed(in: "1-1"), .fixed(in: "1-3")])
    }

    @Test("lines give back the records that they were made of")
    func lines() throws {
        var records = records("mixed", ["A-1", "A-2"])
        records.take(
            .enrichment(
                Enrichment(
                    id: "CVE-2026-1", feed: "mixed",
                    facts: [
                        .knownExploited(
                            KnownExploited(added: now, due: nil, isUsedForRansom: true, name: "Bad")),
                        .exploitPrediction(
                            ExploitPrediction(probability: 0.25, percentile: 0.5, day: now)),
                        .decision(
                            StakeholderDecision(
                                exploitation: .active, automatable: .yes, technicalImpact: .total,
                                decided: now)),
                        .score(
                            Score(
                                .vector(try CVSSVector("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")),
                                source: "nvd")),
                        .score(Score(.number(5.5, .two), source: "vendor")), .weakness("CWE-79"),
                    ])))
        var lifecycle = Lifecycle(product: "debian", release: "12")
        lifecycle.end = .on(now)
        lifecycle.extendedEnd = .open
        records.take(.lifecycle(lifecycle))
        #expect(try FeedRecords(feed: "mixed", lines: records.lines, path: "test") == records)
    }

    private func flaws() throws -> [String] {
        let feeds = try Feeds(directory)
        var matcher = try Matcher(feeds.database)
        var inventory = Inventory()
        inventory.packages = [
            Package(type: .golang, name: "left", version: "v1.0.0"),
            Package(type: .pypi, name: "left", version: "1.0.0"),
        ]
        return matcher.match(inventory).matches.map { feeds.database.finding($0, in: inventory).flaw }
    }

    private func records(_ feed: String, _ ids: [String]) -> FeedRecords {
        var records = FeedRecords(feed: feed)
        for id in ids {
            var advisory = Advisory(id: id, feed: feed)
            let ecosystem = Ecosystem(id.hasPrefix("GO") ? "Go" : "PyPI")
            advisory.affected = [
                Affected(
                    ecosystem: ecosystem, name: "left", role: .component, state: .fixed(in: "2.0.0"))
            ]
            records.take(.advisory(advisory))
        }
        return records
    }

    private func entries(_ name: String) -> [String] {
        guard let stream = opendir("\(directory.path)/\(name)") else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
