import Glibc
import Host
import ScratchRoots
import Testing

/// What a watch vouches for does not change without a word.
@Suite struct HostWatchTests {
    private static let places = [
        "/", "/a", "/a/one", "/a/two", "/a/b", "/a/b/one", "/a/b/c", "/a/b/c/one", "/d", "/d/one", "/d/link",
        "/link", "/link/one", "/link/c/one", "/none/one", "/a/../d/one",
    ]
    private static let facts = places.flatMap { place -> [HostFact] in
        let path = HostPath(place)
        return [
            .path(path, followingLinks: true), .path(path, followingLinks: false), .entries(path),
        ]
    }

    @Test("a fact that a watch vouches for stays as it was until the watch tells of it", arguments: 0..<16)
    func tells(seed: UInt64) throws {
        let root = try ScratchRoot()
        root.file("a/b/c/one", "1")
        root.file("a/one", "1")
        root.directory("d")
        root.link("link", to: "a/b")
        let host = try Host(root: root.path)
        let watch = try #require(HostWatch(host: host))
        var random = Steps(state: seed &+ 77)
        var vouched: Set<Int> = []
        var sights: [Int: Sight] = [:]
        var quiet = 0
        for step in 0..<200 {
            if let changed = watch.changes() {
                vouched.subtract(changed)
                for number in vouched {
                    let before = try #require(sights[number])
                    let now = Self.sight(of: Self.facts[number], host, without: before.linked)
                    #expect(now.text == before.text, "seed \(seed), step \(step): \(Self.facts[number])")
                    quiet += 1
                }
            } else {
                vouched = []
            }
            for number in Self.facts.indices where !vouched.contains(number) {
                if watch.watch(Self.facts[number], as: number) { vouched.insert(number) }
                sights[number] = Self.sight(of: Self.facts[number], host, without: nil)
            }
            for _ in 0..<(random.next() % 3) { Self.change(root.path, &random) }
        }
        #expect(quiet > 1000)
    }

    @Test("files of the kernel and devices are not vouched for")
    func refuses() throws {
        let host = try Host()
        let watch = try #require(HostWatch(host: host))
        #expect(!watch.watch(.path("/proc/sys/kernel/ostype", followingLinks: true), as: 0))
        #expect(!watch.watch(.entries("/proc"), as: 1))
        #expect(!watch.watch(.path("/dev/null", followingLinks: true), as: 2))
        #expect(!watch.watch(.fleeting, as: 3))
        #expect(!watch.watch(.content("/proc/mounts"), as: 4))
        #expect(watch.changes() == [])
    }

    @Test("a second name that is given to a file leaves everything open")
    func hardLinks() throws {
        let root = try ScratchRoot()
        root.file("a/one", "1")
        root.directory("b")
        let watch = try #require(HostWatch(host: try Host(root: root.path)))
        #expect(watch.watch(.path("/a/one", followingLinks: true), as: 0))
        #expect(watch.watch(.entries("/b"), as: 1))
        #expect(watch.changes() == [])
        link(root.path + "/a/one", root.path + "/b/other")
        #expect(watch.changes() == nil)
        #expect(!watch.watch(.path("/a/one", followingLinks: true), as: 0))
    }

    private struct Sight {
        var text = ""
        var linked: Set<String> = []
    }

    /// What can be seen; `linked` are the entries of a directory that have names elsewhere, too, which a watch does
    /// not speak for.
    private static func sight(of fact: HostFact, _ host: Host, without linked: Set<String>?) -> Sight {
        var sight = Sight()
        switch fact {
        case .path(let path, let followingLinks):
            do throws(HostError) {
                var status = try host.status(of: path, followingLinks: followingLinks)
                status.accessTime = 0
                sight.text = "\(status)"
            } catch {
                sight.text = "\(error.reason)"
            }
        case .entries(let path):
            var lines: [String] = []
            do throws(HostError) {
                try host.forEachEntry(of: path, statuses: true) { name, kind, status in
                    let text = String(decoding: name, as: UTF8.self)
                    let isLinked = kind != .directory && status.map { $0.linkCount > 1 } ?? false
                    if isLinked { sight.linked.insert(text) }
                    guard let status, !(linked?.contains(text) ?? isLinked) else {
                        lines.append(text)
                        return
                    }
                    lines.append(
                        "\(text) \(kind) \(status.inode) \(status.mode) \(status.userID) \(status.groupID)")
                }
            } catch {
                lines = ["\(error.reason)"]
            }
            sight.text = lines.sorted().joined(separator: "\n")
        case .content, .fleeting: break
        }
        return sight
    }

    private static func change(_ root: String, _ random: inout Steps) {
        func place() -> String { root + places[Int(random.next() % UInt64(places.count))] }
        let path = place()
        switch random.next() % 10 {
        case 0, 1:
            let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
            if descriptor >= 0 { write(descriptor, "xyz", Int(random.next() % 4)) }
            close(descriptor)
        case 2: chmod(path, mode_t(0o700 + random.next() % 0o77))
        case 3: unlink(path)
        case 4: rmdir(path)
        case 5: mkdir(path, 0o755)
        case 6: if path != root + "/" { rename(path, place()) }
        case 7: link(path, place())
        case 8:
            unlink(path)
            symlink(["a", "a/b", "one", "/a/one", "../a/b/c", "link"][Int(random.next() % 6)], path)
        default: truncate(path, off_t(random.next() % 50))
        }
    }
}

/// A row of numbers that is the same for the same seed.
private struct Steps {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}
