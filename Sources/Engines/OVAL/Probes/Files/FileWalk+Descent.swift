import Host

/// Searching from a directory that matches, as the behaviours say.
extension FileWalk {
    func searchDirectory(_ path: [UInt8], _ status: FileStatus) {
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
}
