import Fuzzing
import Glibc
import Host
import ScratchRoots
import Testing

@testable import OVAL

@Suite struct ListingsAheadTests {
    /// A tree of some two hundred directories with files, links to files and directories, pipes and odd names.
    private func randomTree(_ seed: UInt64) throws -> ScratchRoot {
        var random = SplitMix64(seed: seed)
        let root = try ScratchRoot()
        var directories = ["top"]
        root.directory("top")
        while directories.count < 200 {
            let parent = directories[random.below(directories.count)]
            let name = "\(parent)/d\(directories.count)"
            if parent.count > 200 { continue }
            root.directory(name)
            directories.append(name)
        }
        for directory in directories {
            for number in 0..<random.below(6) {
                let mode: mode_t = [0o644, 0o600, 0o4755, 0o666, 0o1777][random.below(5)]
                root.file("\(directory)/f\(number) \u{E9}", bytes: [1], mode: mode)
            }
            if random.below(8) == 0 {
                root.link("\(directory)/l", to: "/" + directories[random.below(directories.count)])
            }
            if random.below(20) == 0 { root.fifo("\(directory)/pipe") }
        }
        return root
    }

    private func queries() throws -> [ObjectQuery] {
        let whole = ["recurse": "directories", "recurse_direction": "down", "max_depth": "-1"]
        return [
            try query("file_object", ["path": "/", "filename~": ".*"], behaviors: whole),
            try query("file_object", ["path": "/top", "filename": nil], behaviors: whole),
            try query(
                "file_object", ["path": "/", "filename~": "^f[12]"], behaviors: ["recurse_direction": "down"]),
            try query("file_object", ["path~": "^/top/d[1-4]", "filename~": "^f0"], behaviors: whole),
            try query(
                "file_object", ["path": "/", "filename~": ".*"],
                behaviors: whole.merging(["max_depth": "3", "recurse_file_system": "defined"]) { $1 }),
            try query(
                "file_object", ["path": "/", "filename": nil],
                behaviors: whole.merging(["recurse_file_system": "local"]) { $1 }),
        ]
    }

    @Test(
        "the same items are found in the same order, however many threads list",
        arguments: 1...8 as ClosedRange<UInt64>)
    func sameOrder(seed: UInt64) throws {
        let root = try randomTree(seed)
        let host = try Host(root: root.path)
        let queries = try queries()
        func items(_ collector: Collector, _ query: ObjectQuery) -> [Item] {
            (collector.collect(query)?.items ?? []).map { item in
                var item = item
                // Following a link is an access to it.
                item.fields.removeAll { $0.name == "a_time" }
                return item
            }
        }
        let alone = Collector(host: host)
        let expected = queries.map { items(alone, $0) }
        #expect(expected[0].count > 200)
        for jobs in 2...5 {
            let together = Collector(host: host, jobs: jobs)
            for (query, expected) in zip(queries, expected) {
                let found = items(together, query)
                let first = zip(found, expected).first { $0 != $1 }
                #expect(found.count == expected.count, "\(jobs) jobs")
                #expect((first == nil), "\(jobs) jobs")
            }
        }
    }

    @Test("what a helper has listed is what the walk would have listed")
    func helped() throws {
        let root = try ScratchRoot()
        for number in 0..<60 { root.file("d\(number)/file", "x") }
        let host = try Host(root: root.path)
        let lister = DirectoryLister(host: host)
        let device = try host.status(of: "/").device
        let top = lister.list(Array("/".utf8), statuses: true)
        #expect(top.subdirectoryCount == 60)
        var taken = 0
        for _ in 0..<100 where taken == 0 {
            let ahead = ListingsAhead(host: host, helpers: 2, statuses: true)
            ahead.offer(top, at: Array("/".utf8), on: device)
            usleep(20_000)
            for number in 0..<60 {
                guard let listing = ahead.take(top.identity(ofSubdirectory: number)) else { continue }
                taken += 1
                #expect(listing.count == 1)
                #expect(listing.withName(of: 0) { Array($0) } == Array("file".utf8))
                #expect(listing.look(listing.lookNumber(of: 0)).mode & 0o777 == 0o644)
            }
            ahead.end()
        }
        #expect(taken > 0)
    }

    @Test(
        "a directory on another device is nobody's to list ahead, and one that is taken is not listed twice")
    func notOffered() throws {
        let root = try ScratchRoot()
        for number in 0..<40 { root.directory("d\(number)") }
        let host = try Host(root: root.path)
        let top = DirectoryLister(host: host).list(Array("/".utf8), statuses: true)
        let ahead = ListingsAhead(host: host, helpers: 1, statuses: true)
        defer { ahead.end() }
        ahead.offer(top, at: Array("/".utf8), on: try host.status(of: "/").device &+ 1)
        usleep(20_000)
        for number in 0..<40 { #expect(ahead.take(top.identity(ofSubdirectory: number)) == nil) }
        ahead.offer(top, at: Array("/".utf8), on: try host.status(of: "/").device)
        usleep(20_000)
        for number in 0..<40 { #expect(ahead.take(top.identity(ofSubdirectory: number)) == nil) }
    }
}
