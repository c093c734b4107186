import Host
import Patterns

/// Finding the directories, or the whole paths, that an object names.
extension FileWalk {
    func visitLiteral(_ path: [UInt8]) {
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

    func visitMatching(_ pattern: String, of entity: EntityQuery) {
        // The scanner that content is written for anchors path patterns; one that cannot begin with a slash
        // matches no path.
        let anchored = pattern.hasPrefix("^") ? pattern : "^" + pattern
        guard let prune = try? Pattern(anchored, options: .utf8),
            (try? prune.couldMatch(beginning: [UInt8(ascii: "/")])) == true
        else { return }
        descendMatching(from: FileSearch.literalDirectory(of: pattern), prune: prune, entity: entity)
    }

    /// Walks from a directory, following links, and takes up what the entity matches.
    func descendMatching(from start: [UInt8], prune: Pattern?, entity: EntityQuery) {
        guard let status = try? index.host.status(of: HostPath(bytes: start)), status.kind == .directory
        else {
            return
        }
        let device = status.device
        let first = index.directory(status)
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
        var stack = [frame(first, at: path, statuses: false)]
        while var frame = stack.popLast() {
            guard frame.next < frame.listing.count else { continue }
            let entry = frame.next
            frame.next += 1
            stack.append(frame)
            step(into: entry, of: frame, &path)
            switch frame.listing.kind(frame.listing.lookNumber(of: entry)) {
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
                if frame.listing.kind(frame.listing.lookNumber(of: entry)) == .symbolicLink,
                    !links.mayFollow(to: directory, in: frame.directory, depth: stack.count)
                {
                    continue
                }
                guard enter(target) else { continue }
                stack.append(self.frame(directory, at: path, statuses: false))
            case let kind:
                if search.filePath != nil, matches(entity, path) { report(file: path, kind: kind) }
            }
        }
    }

    private func matches(_ entity: EntityQuery, _ path: [UInt8]) -> Bool {
        path.withUnsafeBufferPointer { entity.matches(bytes: $0) }
    }
}
