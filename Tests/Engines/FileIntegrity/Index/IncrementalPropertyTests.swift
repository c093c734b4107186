import Fuzzing
import Glibc
import Host
import ScratchRoots
import Testing

@testable import FileIntegrity

@Suite("Incremental and full looks at random trees")
struct IncrementalPropertyTests {
    @Test("an index never changes what is found or written", .timeLimit(.minutes(10)), arguments: 1...40)
    func sameAsFull(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let sandbox = try IndexedSandbox()
        var tree = RandomFiles(root: sandbox.box.root, random: random)
        for _ in 0..<40 { tree.add() }
        let rules = [
            "/ p+u+g+i+n+s+m+c+sha256", "/ R+sha512\n!/b", "/ p+sha256\n/a sha512+n+s", "/ p+growing+s+sha1",
        ]
        try sandbox.initialize(try sandbox.box.configuration(rules[random.below(rules.count)]))
        for _ in 0..<5 {
            // Clocks of older kernels tick every four milliseconds.
            usleep(8000)
            for _ in 0..<random.below(8) { tree.change() }
            sandbox.clocks.pass(seconds: Int64(random.below(200_000)))
            if random.below(6) == 0 { sandbox.clocks.set(secondsAhead: Int64(random.below(4000)) - 2000) }
            if random.below(6) == 0 { sandbox.clocks.restart() }
            let configuration = try sandbox.box.configuration(rules[random.below(rules.count)])
            let limit = random.below(4) == 0 ? try PathLimit("/a") : nil
            let use = sandbox.use(seed: random.next())
            let full = try sandbox.box.run(.update, configuration, limit: limit)
            let expected = try sandbox.box.read("db.new")
            let incremental = try sandbox.box.run(
                .update, configuration, workers: random.below(3), limit: limit, index: use)
            #expect(incremental.differences.map(\.path) == full.differences.map(\.path))
            #expect(incremental.differences.map(\.changed) == full.differences.map(\.changed))
            #expect(incremental.differences.map(\.new) == full.differences.map(\.new))
            #expect(incremental.total == full.total)
            #expect(try sandbox.box.read("db.new") == expected)
            #expect(incremental.index?.hidden.isEmpty == true)
            if random.below(2) == 0 {
                rename(sandbox.box.scratch.path + "/db.new", sandbox.box.scratch.path + "/db")
            }
        }
    }
}

/// Files that come, go and change in all the ways that leave few traces.
private struct RandomFiles {
    let root: String
    var random: SplitMix64
    private var count = 0

    init(root: String, random: SplitMix64) {
        self.root = root
        self.random = random
        for name in ["a", "b", "a/c"] { mkdir("\(root)/\(name)", 0o755) }
    }

    private mutating func newName() -> String {
        count += 1
        return "\(root)/\(["a", "b", "a/c", "."][random.below(4)])/f\(count)"
    }

    private mutating func oldName() -> String {
        "\(root)/\(["a", "b", "a/c", "."][random.below(4)])/f\(1 + random.below(count))"
    }

    private mutating func write(_ path: String, _ flags: Int32) {
        let descriptor = open(path, O_WRONLY | flags, 0o644)
        let bytes = (0..<random.below(9000)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        _ = Glibc.write(descriptor, bytes, bytes.count)
        close(descriptor)
    }

    mutating func add() { write(newName(), O_CREAT) }

    mutating func change() {
        let path = oldName()
        var status = stat()
        guard stat(path, &status) == 0 else { return add() }
        switch random.below(9) {
        case 0: unlink(path)
        case 1: rename(path, oldName())
        case 2: link(path, newName())
        case 3: chmod(path, 0o600)
        case 4: write(path, O_APPEND)
        case 5:
            // The same size and the same time of modification.
            let descriptor = open(path, O_WRONLY)
            var byte = UInt8(truncatingIfNeeded: random.next())
            if status.st_size > 0 { pwrite(descriptor, &byte, 1, off_t(random.below(Int(status.st_size)))) }
            close(descriptor)
            let times = [status.st_atim, status.st_mtim]
            utimensat(AT_FDCWD, path, times, 0)
        case 6:
            // A new file of the old name, which often gets the old inode.
            unlink(path)
            write(path, O_CREAT)
            let times = [status.st_atim, status.st_mtim]
            utimensat(AT_FDCWD, path, times, 0)
        case 7:
            // Two files that change places.
            let other = oldName()
            rename(path, root + "/swap")
            rename(other, path)
            rename(root + "/swap", other)
        default: add()
        }
    }
}
