import Fuzzing
import Glibc

/// A small random tree of every kind of file, and random changes to it.
struct RandomTree {
    let root: String
    private(set) var random: SplitMix64

    private static let names = [
        "a", "b", "etc", "lib", "log", "log.1", "x y", "é", "q\"", "t#1", "v%20", "A", "B.conf", "0", "00",
        "a.b", "ssh",
        "foo", "foobar", "-d", "c,d", "n'l", "ctl\u{1}", "nl\nx", "bs\\101", "tab\t",
    ]

    init(root: String, seed: UInt64) {
        self.root = root
        random = SplitMix64(seed: seed)
        mkdir(root, 0o755)
        for _ in 0...random.below(40) { grow(in: root) }
    }

    /// All paths below the root.
    private func paths() -> [String] {
        var found: [String] = []
        func visit(_ directory: String) {
            guard let stream = opendir(directory) else { return }
            defer { closedir(stream) }
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name == "." || name == ".." { continue }
                found.append(directory + "/" + name)
                if Self.isDirectory(directory + "/" + name) { visit(directory + "/" + name) }
            }
        }
        visit(root)
        return found.sorted()
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private mutating func grow(in directory: String) {
        let directories = [directory] + paths().filter(Self.isDirectory)
        let path = (random.one(of: directories) ?? root) + "/" + (random.one(of: Self.names) ?? "a")
        switch random.below(10) {
        case 0, 1, 2: mkdir(path, 0o755)
        case 3:
            symlink(
                random.one(of: ["a", "../b", "/nonexistent", String(repeating: "x", count: 60)]) ?? "a", path)
        case 4: mkfifo(path, 0o640)
        case 5:
            if let other = random.one(of: paths()), !Self.isDirectory(other) { link(other, path) }
        default: write(path, O_TRUNC)
        }
        decorate(path)
    }

    private mutating func write(_ path: String, _ flags: Int32) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | flags, 0o644)
        if descriptor < 0 { return }
        let bytes = (0..<random.below(3000)).map { UInt8(truncatingIfNeeded: $0 &* random.below(7)) }
        _ = Glibc.write(descriptor, bytes, bytes.count)
        close(descriptor)
    }

    private mutating func decorate(_ path: String) {
        if random.below(6) == 0 {
            var status = stat()
            if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK {
                chmod(path, random.one(of: [0o600, 0o4755, 0o2644, 0o1777, 0o2755, 0o644]) ?? 0o600)
            }
        }
        if random.below(8) == 0 {
            lchown(path, random.one(of: [0, 1, 4242]) ?? 0, random.one(of: [0, 50, 777]) ?? 0)
        }
    }

    /// Some changes: contents, modes, owners, names, removals, additions.
    mutating func change() {
        for _ in 0..<random.below(10) {
            guard let path = random.one(of: paths()) else { return grow(in: root) }
            switch random.below(6) {
            case 0 where !Self.isDirectory(path): write(path, random.below(2) == 0 ? O_APPEND : O_TRUNC)
            case 1: decorate(path)
            case 2: if unlink(path) != 0 { rmdir(path) }
            case 3: rename(path, path + (random.one(of: [".old", ".1", "x"]) ?? "x"))
            default: grow(in: Self.isDirectory(path) ? path : root)
            }
        }
    }
}
