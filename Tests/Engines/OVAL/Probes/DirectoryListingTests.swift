import Fuzzing
import Glibc
import Host
import ScratchRoots
import Testing

@testable import OVAL

@Suite struct DirectoryListingTests {
    @Test("a listing gives back names, kinds, modes and directories in the directory's order")
    func contents() throws {
        let root = try ScratchRoot()
        root.directory("directory")
        root.link("link", to: "nowhere")
        root.fifo("pipe")
        // Names that need more than one look at the kernel's records.
        for number in 0..<900 {
            root.file(
                "\(number)" + String(repeating: "n", count: 120), bytes: [], mode: 0o600 | mode_t(number & 7))
        }
        let host = try Host(root: root.path)
        let listing = DirectoryLister(host: host).list(Array("/".utf8), statuses: true)
        #expect(listing.count == 903)
        #expect(listing.subdirectoryCount == 1)
        var names: Set<String> = []
        for entry in 0..<listing.count {
            var path = Array("/".utf8)
            listing.appendName(of: entry, to: &path)
            names.insert(String(decoding: path, as: UTF8.self))
            let status = try host.status(of: HostPath(bytes: path), followingLinks: false)
            let look = listing.look(listing.lookNumber(of: entry))
            #expect(look == FileLook(status))
            let isDirectory = status.kind == .directory
            #expect(listing.directory(at: entry) == (isDirectory ? FileIdentity(status) : nil))
        }
        #expect(names.count == 903)
        #expect(names.isSuperset(of: ["/directory", "/link", "/pipe"]))
    }

    @Test("without statuses only kinds are known, and the directories")
    func kindsAlone() throws {
        let root = try ScratchRoot()
        root.file("file", "x")
        root.directory("directory")
        let listing = DirectoryLister(host: try Host(root: root.path)).list(Array("/".utf8), statuses: false)
        let looks = (0..<listing.count).map { listing.look(listing.lookNumber(of: $0)) }
        #expect(Set(looks.map(\.kind)) == [.regular, .directory])
        #expect(looks.allSatisfy { $0.isKnown == ($0.kind == .directory) })
        #expect(listing.subdirectoryCount == 1)
    }

    @Test("a directory that is not there has no entries")
    func absent() throws {
        let root = try ScratchRoot()
        let listing = DirectoryLister(host: try Host(root: root.path)).list(
            Array("/none".utf8), statuses: true)
        #expect(listing.count == 0)
        #expect(DirectoryListing.empty.directory(at: 0) == nil)
    }

    @Test("looks beyond the first 64 are screened as the others are", arguments: 1...6 as ClosedRange<UInt64>)
    func screen(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        func state(_ name: FieldName, _ values: [String], _ datatype: Datatype) throws -> StateMatcher {
            let query = try EntityQuery(
                name: name.text, operation: name.text == "filepath" ? .patternMatch : .equals,
                datatype: datatype,
                values: values, varCheck: .atLeastOne)
            return StateMatcher(
                id: "oval:t:ste:1",
                entities: [.init(name: name, condition: .value(query), entityCheck: .all)], combination: .and)
        }
        let filter = ItemFilter(steps: [
            .init(excludes: true, state: try state("user_id", (0..<40).map { "\($0 * 3)" }, .int)),
            .init(excludes: true, state: try state("filepath", ["^/sysroot/"], .string)),
            .init(excludes: false, state: try state("owrite", ["true"], .boolean)),
        ])
        let screen = LookScreen(filter)
        #expect(screen.rest.steps.count == 1)
        let root = try ScratchRoot()
        let host = try Host(root: root.path)
        for _ in 0..<2000 {
            let look = FileLook(
                kind: .regular, mode: 0o100000 | UInt32(random.below(0o10000)),
                userID: UInt32(random.below(150)),
                groupID: 0)
            let found = FoundFile(host: host)
            found.path = Array((random.below(2) == 0 ? "/sysroot/x" : "/etc/x").utf8)
            found.nameStart = found.path.count - 1
            found.move(to: look)
            let fields = FileFields(file: found, host: host)
            #expect(filter.accepts(fields) == (screen.accepts(look) && screen.rest.accepts(fields)))
        }
        #expect(screen.accepts(FileLook(kind: .regular)))
    }
}
