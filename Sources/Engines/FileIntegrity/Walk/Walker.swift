public import Host

/// Walks a machine's files in the order of a database: a directory, then all that is in it, names in byte
/// order.
///
/// The walk never follows a symbolic link, holds few directories open however deep the tree is, and goes on
/// after everything that it cannot look at; that is told instead.
public struct Walker {
    /// The machine.
    private let host: Host
    private let rules: RuleTree
    private let limit: PathLimit?
    private let workers: Int
    /// As many directories are held open above the one that is read.
    private static let openDirectories = 64

    /// Makes a walker.
    ///
    /// - Parameters:
    ///   - host: the machine; its root is the root prefix.
    ///   - rules: what is taken.
    ///   - limit: what the walk is limited to.
    ///   - workers: how many threads read contents.
    public init(_ host: Host, rules: RuleTree, limit: PathLimit? = nil, workers: Int = 0) {
        self.host = host
        self.rules = rules
        self.limit = limit
        self.workers = workers
    }

    /// Calls `body` with each file that is met and the verdict on it, taken or not.
    public func visit(
        _ body: (_ path: [UInt8], _ kind: FileKind, _ match: RuleMatch) -> Void,
        onProblem: (WalkProblem) -> Void
    ) {
        try? walk({ item, _, match in body(item.path, item.status.kind, match) }, onProblem)
    }

    /// Calls `body` with the entry of each file that the rules take, in order.
    public func entries(
        _ body: @escaping (Entry) throws -> Void, onProblem: @escaping (WalkProblem) -> Void
    ) throws { try entries(index: nil, body, onProblem: onProblem) }

    /// Calls `body` with each entry as above, and takes digests from an index.
    func entries(
        index: ContentIndexRun?, _ body: @escaping (Entry) throws -> Void,
        onProblem: @escaping (WalkProblem) -> Void
    ) throws {
        let accounts = AccountNames(try? Host())
        let shared = SharedDigests()
        let reading = index?.reading
        let quick = EntryReader(accounts: accounts, shared: shared, index: reading)
        let work = OrderedWork<WalkJob, WalkOutcome>(
            workers: workers,
            make: {
                let reader = EntryReader(accounts: accounts, shared: shared, index: reading)
                return { reader.read($0) }
            },
            take: { outcome in
                for problem in outcome.problems { onProblem(problem) }
                index?.take(outcome.content)
                try body(outcome.entry)
            })
        try walk(
            { item, directory, match in
                guard match.isTaken, let rule = match.rule else { return }
                var job = WalkJob(
                    directory: directory, name: item.name, path: item.path, status: item.status,
                    attributes: rules.rules[rule].attributes)
                // Handing a piece to a thread costs more than what most files need when their content is known.
                if let outcome = quick.readWithoutContent(&job) {
                    try work.give(done: outcome)
                } else {
                    try work.give(job)
                }
            }, onProblem)
        try work.finish()
    }

    // MARK: The walk

    private struct Item {
        var name: [UInt8]
        var path: [UInt8]
        var status: FileStatus
    }

    private struct Frame {
        var path: [UInt8]
        var directory: OpenDirectory?
        var scope: RuleScope
        var names: [[UInt8]]
        var next = 0
    }

    private typealias Visit = (Item, OpenDirectory, RuleMatch) throws -> Void

    private func walk(_ visit: Visit, _ onProblem: (WalkProblem) -> Void) throws {
        let root: [UInt8] = [UInt8(ascii: "/")]
        guard var frame = open(root, onProblem), let directory = frame.directory else { return }
        let dot: [UInt8] = [UInt8(ascii: ".")]
        if let status = status(of: dot, root, in: directory, onProblem) {
            let item = Item(name: dot, path: root, status: status)
            let match = match(item, frame.scope)
            try visit(item, directory, match)
            // Before 0.19 nothing keeps a walk out of the root.
            if match.verdict == .pruned { return }
        }
        var stack: [Frame] = []
        while true {
            guard frame.next < frame.names.count else {
                guard let above = stack.popLast() else { return }
                frame = above
                continue
            }
            let name = frame.names[frame.next]
            frame.next += 1
            if frame.directory == nil {
                frame.directory = reopen(frame.path, onProblem)
                guard frame.directory != nil else {
                    frame.next = frame.names.count
                    continue
                }
            }
            guard let directory = frame.directory else { continue }
            let path = frame.path.count == 1 ? frame.path + name : frame.path + [UInt8(ascii: "/")] + name
            guard let status = status(of: name, path, in: directory, onProblem) else { continue }
            let item = Item(name: name, path: path, status: status)
            let match = match(item, frame.scope)
            try visit(item, directory, match)
            if status.kind == .directory, rules.isEntered(path, match), let below = open(path, onProblem) {
                if stack.count >= Self.openDirectories {
                    stack[stack.count - Self.openDirectories].directory = nil
                }
                stack.append(frame)
                frame = below
            }
        }
    }

    private func match(_ item: Item, _ scope: RuleScope) -> RuleMatch {
        limit?.refusal(of: item.path) ?? scope.match(item.path, item.status.kind)
    }

    private func open(_ path: [UInt8], _ onProblem: (WalkProblem) -> Void) -> Frame? {
        guard let directory = reopen(path, onProblem) else { return nil }
        do {
            let names = try directory.names()
            let scope = RuleScope(rules, directory: path)
            return Frame(path: path, directory: directory, scope: scope, names: names)
        } catch {
            onProblem(Self.problem("readdir()", path, error))
            return nil
        }
    }

    private func reopen(_ path: [UInt8], _ onProblem: (WalkProblem) -> Void) -> OpenDirectory? {
        do { return try OpenDirectory(host, HostPath(bytes: path)) } catch {
            onProblem(Self.problem("opendir()", path, error))
            return nil
        }
    }

    private func status(
        of name: [UInt8], _ path: [UInt8], in directory: OpenDirectory, _ onProblem: (WalkProblem) -> Void
    ) -> FileStatus? {
        do { return try directory.status(of: name) } catch {
            onProblem(Self.problem("lstat()", path, error))
            return nil
        }
    }

    private static func problem(_ call: String, _ path: [UInt8], _ error: HostError) -> WalkProblem {
        let shown = String(decoding: path, as: UTF8.self)
        return WalkProblem(
            path: path, message: "\(call) failed for '\(shown)': \(ContentReader.reason(error))")
    }
}
