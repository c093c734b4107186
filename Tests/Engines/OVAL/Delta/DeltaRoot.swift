import Glibc
import ScratchRoots

/// A small machine that is changed at random.
struct DeltaRoot {
    let scratch: ScratchRoot
    var path: String { scratch.path }

    init() throws {
        scratch = try ScratchRoot()
        scratch.file("etc/a/one", "k=two\nl=3\n")
        scratch.file("etc/a/two", "k=b/three\n")
        scratch.file("etc/b/three", "k=1\nk=2\n")
        scratch.file("etc/b/c/four", "k=one\n")
        scratch.file("etc/sysctl.d/10.conf", "kernel.x = 1\n")
        scratch.link("etc/link", to: "a/one")
        scratch.link("etc/dir", to: "b")
    }

    static let files = [
        "etc/a/one", "etc/a/two", "etc/b/three", "etc/b/c/four", "etc/a/five", "etc/link", "etc/dir",
    ]

    /// One change, or none when it is not possible.
    func change(_ random: inout DeltaSteps) {
        func file() -> String { random.pick(Self.files) }
        let name = file()
        let target = path + "/" + name
        switch random.next() % 12 {
        case 0, 1, 2:
            let value = random.pick(["two", "a/one", "1", "4"])
            scratch.file(name, "k=\(value)\nl=\(random.next() % 3)\n")
        case 3: chmod(target, mode_t(0o600 + random.next() % 0o77))
        case 4: unlink(target)
        case 5: rename(target, path + "/" + file())
        case 6: link(target, path + "/" + file())
        case 7:
            unlink(path + "/etc/link")
            scratch.link("etc/link", to: random.pick(["a/one", "b/three", "/etc/a/two", "nowhere"]))
        case 8:
            unlink(path + "/etc/dir")
            scratch.link("etc/dir", to: random.pick(["a", "b", "b/c", "dir"]))
        case 9: scratch.file("etc/sysctl.d/20.conf", "kernel.x = \(random.next() % 3)\n")
        case 10: rename(path + "/etc/b", path + "/etc/old\(random.next() % 2)")
        default: rename(path + "/etc/old\(random.next() % 2)", path + "/etc/b")
        }
    }
}

/// A row of numbers that is the same for the same seed.
struct DeltaSteps {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }

    /// One of several.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(next() % UInt64(elements.count))]
    }
}
