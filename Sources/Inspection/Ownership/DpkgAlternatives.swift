import Host

/// The links that `update-alternatives(1)` keeps, by what it records of them.
struct DpkgAlternatives {
    /// One link in automatic mode.
    struct Link: Equatable {
        /// Where it leads.
        var target: [UInt8]
        /// The program that was chosen, whose package is answerable.
        var choice: [UInt8]
        /// The group of alternatives.
        var name: String
    }

    /// The links by their path.
    private(set) var links: [[UInt8]: Link] = [:]
    private static let directory: HostPath = "/var/lib/dpkg/alternatives"
    private static let limit = 1 << 20

    /// Reads a machine's records.
    init(host: Host) {
        for name in host.entries(of: Self.directory) {
            guard let bytes = try? host.read(Self.directory.appending(name.bytes), limit: Self.limit) else {
                continue
            }
            add(bytes, name: name.bytes)
        }
    }

    /// Takes in one group: its mode, its link, the names and links of its followers up to an empty line, and then
    /// each choice with its priority and its followers.
    mutating func add(_ bytes: [UInt8], name: [UInt8]) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(
            Array.init)
        // A choice by hand is the administrator's, and nobody's package explains it.
        guard lines.count > 2, lines[0].elementsEqual("auto".utf8) else { return }
        var index = 2
        var followers: [(name: [UInt8], link: [UInt8])] = []
        while index + 1 < lines.count, !lines[index].isEmpty {
            followers.append((lines[index], lines[index + 1]))
            index += 2
        }
        index += 1
        var best: (priority: Int, path: [UInt8], targets: [[UInt8]])?
        while index + 1 + followers.count < lines.count, !lines[index].isEmpty {
            let priority = Int(String(decoding: lines[index + 1], as: UTF8.self)) ?? Int.min
            if best.map({ priority > $0.priority }) ?? true {
                let targets = Array(lines[(index + 2)..<(index + 2 + followers.count)])
                best = (priority, lines[index], targets)
            }
            index += 2 + followers.count
        }
        guard let best else { return }
        put(lines[1], name, best.path, best.path)
        for (follower, target) in zip(followers, best.targets) where !target.isEmpty {
            put(follower.link, follower.name, target, best.path)
        }
    }

    private mutating func put(_ link: [UInt8], _ name: [UInt8], _ target: [UInt8], _ choice: [UInt8]) {
        let title = String(decoding: name, as: UTF8.self)
        let middle = Array("/etc/alternatives/".utf8) + name
        links[link] = Link(target: middle, choice: choice, name: title)
        links[middle] = Link(target: target, choice: choice, name: title)
    }
}
