import Host
import Patterns

/// One search through the file index.
///
/// The order and the reach of a walk are those of the reference scanner: directories that match `path` are
/// found first, links on the way are followed, and from each of them the search goes as the behaviours say,
/// links not followed unless asked for. Directories in a cycle are visited once a branch.
struct FileWalk {
    let index: FileIndex
    let search: FileSearch
    /// Whether visits will ask for mode and owner.
    let wantsStatuses: Bool
    /// Called at each match.
    let visit: (FoundFile) -> Void
    private let found: FoundFile
    private let acceptsEveryName: Bool

    init(index: FileIndex, search: FileSearch, wantsStatuses: Bool, visit: @escaping (FoundFile) -> Void) {
        self.index = index
        self.search = search
        self.wantsStatuses = wantsStatuses
        self.visit = visit
        found = FoundFile(host: index.host)
        acceptsEveryName =
            search.fileName.map { name in
                name.operation == .patternMatch && !name.values.isEmpty
                    && name.values.allSatisfy { [".*", "^.*$", "^.*", ".*$"].contains($0) }
            } ?? false
    }

    /// Visits every match.
    func run() {
        guard let start = search.filePath ?? search.directory else { return }
        switch start.operation {
        case .equals:
            for path in start.values { visitLiteral(Array(path.utf8)) }
        case .patternMatch:
            for pattern in start.values { visitMatching(pattern, of: start) }
        default:
            descendMatching(from: [UInt8(ascii: "/")], prune: nil, entity: start)
        }
    }

    // MARK: A literal path

    private func visitLiteral(_ path: [UInt8]) {
        guard path.first == UInt8(ascii: "/") else { return }
        let hostPath = HostPath(bytes: path)
        let target = try? index.host.status(of: hostPath)
        if search.filePath != nil {
            guard let kind = target?.kind ?? danglingKind(hostPath), kind != .directory else { return }
            report(file: path, kind: kind)
        } else if let target, target.kind == .directory {
            searchDirectory(path, target)
        }
    }

    private func danglingKind(_ path: HostPath) -> FileKind? {
        (try? index.host.status(of: path, followingLinks: false))?.kind
    }

    // MARK: A pattern of paths

    private func visitMatching(_ pattern: String, of entity: EntityQuery) {
        // The scanner that content is written for anchors path patterns; one that cannot begin with a slash
        // matches no path.
        let anchored = pattern.hasPrefix("^") ? pattern : "^" + pattern
        guard let prune = try? Pattern(anchored, options: .utf8),
            (try? prune.couldMatch(beginning: [UInt8(ascii: "/")])) == true
        else { return }
        descendMatching(from: FileSearch.literalDirectory(of: pattern), prune: prune, entity: entity)
    }

    /// Walks from a directory, following links, and takes up what the entity matches.
    private func descendMatching(from start: [UInt8], prune: Pattern?, entity: EntityQuery) {
        guard let status = try? index.host.status(of: HostPath(bytes: start)), status.kind == .directory
        else {
            return
        }
        let device = status.device
        var stack = [Frame(directory: index.directory(status), next: 0, end: 0, pathLength: start.count)]
        var path = start
        var links = FollowedLinks(index: index)
        func enter(_ status: FileStatus) -> Bool {
            if let prune, (try? prune.couldMatch(beginning: path)) != true { return false }
            if search.filePath == nil, enters(status, device), matches(entity, path) {
                searchDirectory(path, status)
            }
            return true
        }
        guard enter(status) else { return }
        list(&stack[0], at: path, statuses: false)
        while let frame = stack.last {
            guard frame.next < frame.end else {
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].next += 1
            step(into: frame.next, of: frame, &path)
            switch index.kinds[frame.next] {
            case .directory, .symbolicLink, .unknown:
                if let prune, (try? prune.couldMatch(beginning: path)) != true { continue }
                let target = try? index.host.status(of: HostPath(bytes: path))
                guard let target, target.kind == .directory else {
                    if search.filePath != nil, matches(entity, path) {
                        report(file: path, kind: target?.kind ?? .symbolicLink)
                    }
                    continue
                }
                let directory = index.directory(target)
                if stack.contains(where: { $0.directory == directory }) { continue }
                if index.kinds[frame.next] == .symbolicLink,
                    !links.mayFollow(to: directory, in: frame.directory, depth: stack.count)
                {
                    continue
                }
                guard enter(target) else { continue }
                var child = Frame(directory: directory, next: 0, end: 0, pathLength: path.count)
                list(&child, at: path, statuses: false)
                stack.append(child)
            case let kind:
                if search.filePath != nil, matches(entity, path) { report(file: path, kind: kind) }
            }
        }
    }

    private func matches(_ entity: EntityQuery, _ path: [UInt8]) -> Bool {
        path.withUnsafeBufferPointer { entity.matches(bytes: $0) }
    }

    // MARK: From a matching directory

    private func searchDirectory(_ path: [UInt8], _ status: FileStatus) {
        switch search.behaviors.direction {
        case .up: searchUpward(path)
        case .none:
            if search.fileName == nil {
                report(directory: path, kind: .directory)
            } else {
                descend(path, status)
            }
        case .down: descend(path, status)
        }
    }

    private func descend(_ start: [UInt8], _ status: FileStatus) {
        if search.fileName == nil { report(directory: start, kind: .directory) }
        if search.behaviors.fileSystems == .local, !index.localDevices.contains(status.device) { return }
        if search.behaviors.direction == .none, let name = search.fileName?.literal {
            return visitChild(Array(name.utf8), of: start)
        }
        var path = start
        var links = FollowedLinks(index: index)
        var stack = [Frame(directory: index.directory(status), next: 0, end: 0, pathLength: start.count)]
        list(&stack[0], at: path, statuses: wantsStatuses)
        while let frame = stack.last {
            guard frame.next < frame.end else {
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].next += 1
            let entry = frame.next
            let level = stack.count
            switch index.kinds[entry] {
            case .directory:
                let directory = index.children[entry]
                let isDeep = search.behaviors.maxDepth.map { level > $0 } ?? false
                if isDeep || directory < 0 || stack.contains(where: { $0.directory == directory }) {
                    continue
                }
                if search.behaviors.direction == .none { continue }
                step(into: entry, of: frame, &path)
                if search.fileName == nil { report(directory: path, entry: entry) }
                guard enters(device: index.directories[Int(directory)].device, status.device) else {
                    continue
                }
                var child = Frame(directory: directory, next: 0, end: 0, pathLength: path.count)
                list(&child, at: path, statuses: wantsStatuses)
                stack.append(child)
            case .symbolicLink:
                reportChild(entry, of: frame, &path)
                let isDeep = search.behaviors.maxDepth.map { level > $0 } ?? false
                guard search.behaviors.direction == .down, search.behaviors.followsLinks, !isDeep else {
                    continue
                }
                step(into: entry, of: frame, &path)
                guard let target = try? index.host.status(of: HostPath(bytes: path)),
                    target.kind == .directory,
                    enters(target, status.device)
                else { continue }
                let directory = index.directory(target)
                if stack.contains(where: { $0.directory == directory })
                    || !links.mayFollow(to: directory, in: frame.directory, depth: stack.count)
                {
                    continue
                }
                if search.fileName == nil { report(directory: path, kind: .symbolicLink) }
                var child = Frame(directory: directory, next: 0, end: 0, pathLength: path.count)
                list(&child, at: path, statuses: wantsStatuses)
                stack.append(child)
            default:
                reportChild(entry, of: frame, &path)
            }
        }
    }

    /// A literal name in one directory needs no listing.
    private func visitChild(_ name: [UInt8], of directory: [UInt8]) {
        if name.isEmpty || name.contains(UInt8(ascii: "/")) || name == [0x2E] || name == [0x2E, 0x2E] {
            return
        }
        let path = HostPath(bytes: directory).appending(name)
        guard let status = try? index.host.status(of: path, followingLinks: false), status.kind != .directory
        else {
            return
        }
        report(file: path.bytes, kind: status.kind)
    }

    private func searchUpward(_ start: [UInt8]) {
        var path = HostPath(bytes: start)
        var level = 0
        while search.behaviors.maxDepth.map({ level <= $0 }) ?? true {
            guard let status = try? index.host.status(of: path), status.kind == .directory else { return }
            if search.fileName == nil {
                report(directory: path.bytes, kind: .directory)
            } else {
                var frame = Frame(
                    directory: index.directory(status), next: 0, end: 0, pathLength: path.bytes.count)
                var buffer = path.bytes
                list(&frame, at: buffer, statuses: wantsStatuses)
                for entry in frame.next..<frame.end where index.kinds[entry] != .directory {
                    reportChild(entry, of: frame, &buffer)
                }
            }
            if path == "/" { return }
            path = path.split.directory
            level += 1
        }
    }

    // MARK: Steps

    private struct Frame {
        let directory: Int32
        var next: Int
        var end: Int
        let pathLength: Int
    }

    private func list(_ frame: inout Frame, at path: [UInt8], statuses: Bool) {
        let entries = index.entries(of: frame.directory, at: path, statuses: statuses)
        frame.next = entries.lowerBound
        frame.end = entries.upperBound
    }

    private func step(into entry: Int, of frame: Frame, _ path: inout [UInt8]) {
        path.removeSubrange(frame.pathLength...)
        if path.last != UInt8(ascii: "/") { path.append(UInt8(ascii: "/")) }
        index.appendName(of: entry, to: &path)
    }

    private func enters(_ status: FileStatus, _ first: UInt64) -> Bool {
        enters(device: status.device, first)
    }

    private func enters(device: UInt64, _ first: UInt64) -> Bool {
        switch search.behaviors.fileSystems {
        case .all: true
        case .local: index.localDevices.contains(device)
        case .defined: device == first
        }
    }

    // MARK: Reporting

    private func report(file path: [UInt8], kind: FileKind) {
        let (directory, name) = HostPath(bytes: path).split
        if name.isEmpty { return }
        found.path = path
        found.directoryLength = directory.bytes.count
        found.nameStart = path.count - name.count
        if let fileName = search.fileName, !fileName.matches(ItemValue(bytes: found.name)) { return }
        found.move(kind: kind)
        visit(found)
    }

    private func report(directory path: [UInt8], kind: FileKind) {
        found.path = path
        found.directoryLength = path.count
        found.nameStart = nil
        found.move(kind: kind)
        visit(found)
    }

    private func report(directory path: [UInt8], entry: Int) {
        found.path = path
        found.directoryLength = path.count
        found.nameStart = nil
        found.move(kind: .directory, ownership: index.ownerships[entry])
        visit(found)
    }

    private func reportChild(_ entry: Int, of frame: Frame, _ path: inout [UInt8]) {
        guard let fileName = search.fileName else { return }
        if !acceptsEveryName, !index.withName(of: entry, { fileName.matches(bytes: $0) }) { return }
        step(into: entry, of: frame, &path)
        found.path.replaceSubrange(0..., with: path)
        let hasSlash = path[frame.pathLength - 1] == UInt8(ascii: "/")
        found.directoryLength = hasSlash && frame.pathLength > 1 ? frame.pathLength - 1 : frame.pathLength
        found.nameStart = hasSlash ? frame.pathLength : frame.pathLength + 1
        found.move(kind: index.kinds[entry], ownership: index.ownerships[entry])
        visit(found)
    }
}
