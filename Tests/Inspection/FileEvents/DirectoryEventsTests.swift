import Glibc
import Host
import ScratchRoots
import Testing

@testable import FileEvents

@Suite("Directories that are watched one by one")
struct DirectoryEventsTests {
    let scratch: ScratchRoot

    init() throws {
        scratch = try ScratchRoot()
        scratch.file("a/b/file", "x")
        scratch.directory("skipped/inside")
    }

    func events(isWatched: @escaping (HostPath) -> Bool = { _ in true }) throws -> DirectoryEvents {
        let events = try DirectoryEvents(root: Array(scratch.path.utf8), isWatched: isWatched)
        events.watch(from: ["/"])
        return events
    }

    /// Paths with what happened to them, by all events that wait.
    func take(_ events: DirectoryEvents) -> [String: FileEvent.Kinds] {
        var found: [String: FileEvent.Kinds] = [:]
        for event in events.events() ?? [] {
            found[event.path.description, default: []].formUnion(event.kinds)
        }
        return found
    }

    @Test("what is written, made and taken away is told with its path")
    func changes() throws {
        let events = try events()
        #expect(events.count(below: "/") == 5)
        scratch.file("a/b/file", "y")
        scratch.file("a/new", "x")
        unlink(scratch.path + "/a/new")
        let found = take(events)
        #expect(found["/a/b/file"]?.isSuperset(of: [.modified, .closed]) == true)
        #expect(found["/a/new"]?.isSuperset(of: [.appeared, .vanished]) == true)
        #expect(take(events).isEmpty)
    }

    @Test("what nobody wants to know is not watched")
    func selection() throws {
        let events = try events { $0 != "/skipped" }
        #expect(events.count(below: "/") == 3)
        scratch.file("skipped/inside/file", "x")
        #expect(take(events).isEmpty)
    }

    @Test("a directory that comes later is watched with all below it, and followed when it is renamed")
    func laterDirectories() throws {
        let events = try events()
        scratch.directory("a/later/deep")
        #expect(take(events).keys.contains("/a/later"))
        scratch.file("a/later/deep/file", "x")
        #expect(take(events).keys.contains("/a/later/deep/file"))
        rename(scratch.path + "/a/later", scratch.path + "/a/b/moved")
        _ = take(events)
        scratch.file("a/b/moved/deep/file", "y")
        let found = take(events)
        #expect(found.keys.contains("/a/b/moved/deep/file"))
        #expect(!found.keys.contains("/a/later/deep/file"))
    }

    @Test("names that go round in a circle end where the directories are")
    func renameLoop() throws {
        let events = try events()
        for name in ["one", "two", "three"] { scratch.directory("ring/\(name)/inside") }
        _ = take(events)
        let ring = scratch.path + "/ring/"
        for _ in 0..<200 {
            rename(ring + "one", ring + "spare")
            rename(ring + "two", ring + "one")
            rename(ring + "three", ring + "two")
            rename(ring + "spare", ring + "three")
        }
        while !take(events).isEmpty {}
        #expect(events.count(below: "/ring") == 7)
        for name in ["one", "two", "three"] { scratch.file("ring/\(name)/inside/file", name) }
        let found = take(events)
        for name in ["one", "two", "three"] {
            #expect(found.keys.contains("/ring/\(name)/inside/file"), "\(name)")
        }
    }

    @Test(
        "a tree deeper than a path may be long is watched as far as it can be, without an end to the process")
    func deepTree() throws {
        let events = try events()
        let name = String(repeating: "d", count: 200)
        defer {
            // Only a directory near the root has a name by which it can be removed.
            let top = scratch.path + "/" + name
            while rename(top + "/" + name, scratch.path + "/next") == 0 {
                rmdir(top)
                rename(scratch.path + "/next", top)
            }
        }
        var directory = open(scratch.path, O_RDONLY | O_DIRECTORY)
        for _ in 0..<60 {
            #expect(mkdirat(directory, name, 0o755) == 0)
            let next = openat(directory, name, O_RDONLY | O_DIRECTORY)
            close(directory)
            directory = next
        }
        close(directory)
        #expect(take(events).keys.contains("/" + name))
        // A name that is longer than the kernel takes is out of reach of anybody who watches by names.
        let count = events.count(below: HostPath("/" + name))
        #expect(count > 15 && count < 25)
        scratch.file("a/b/file", "still watched")
        #expect(take(events).keys.contains("/a/b/file"))
    }

    @Test("a place that is no longer to be watched tells nothing more")
    func fewerPlaces() throws {
        let events = try events()
        events.watch(from: ["/a"])
        #expect(events.count(below: "/") == 2)
        scratch.file("skipped/file", "x")
        scratch.file("a/file", "x")
        #expect(take(events).keys.sorted() == ["/a/file"])
    }
}
