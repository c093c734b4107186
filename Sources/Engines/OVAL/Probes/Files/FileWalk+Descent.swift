import Host

/// Searching from a directory that matches, as the behaviours say.
extension FileWalk {
    func searchDirectory(_ path: [UInt8], _ status: FileStatus) {
        switch search.behaviors.direction {
        case .up: searchUpward(path)
        case .none:
            if search.fileName == nil {
                report(directory: path, FileLook(kind: .directory))
            } else {
                descend(path, status)
            }
        case .down: descend(path, status)
        }
    }

    private func descend(_ start: [UInt8], _ status: FileStatus) {
        if search.fileName == nil { report(directory: start, FileLook(kind: .directory)) }
        if search.behaviors.fileSystems == .local, !index.localDevices.contains(status.device) { return }
        if search.behaviors.direction == .none, let name = search.fileName?.literal {
            return visitChild(Array(name.utf8), of: start)
        }
        let ahead = listingsAhead
        defer { ahead?.end() }
        var path = start
        var links = FollowedLinks(index: index)
        var above: [Frame] = []
        var here = frame(index.directory(status), at: path, statuses: wantsStatuses, ahead: ahead)
        while true {
            if let next = nextDirectory(&here, below: above, on: status.device, &links, &path) {
                above.append(here)
                here = frame(next, at: path, statuses: wantsStatuses, ahead: ahead)
            } else if let last = above.popLast() {
                here = last
            } else {
                return
            }
        }
    }

    /// What lists ahead of a walk without a bound; nil when nobody helps.
    private var listingsAhead: ListingsAhead? {
        guard index.jobs > 1, search.behaviors.direction == .down, search.behaviors.maxDepth == nil else {
            return nil
        }
        return ListingsAhead(host: index.host, helpers: index.jobs - 1, statuses: wantsStatuses)
    }

    /// Visits entries up to the next directory that the search enters; nil at the listing's end.
    ///
    /// - Parameter path: What the directory was reached by.
    private func nextDirectory(
        _ frame: inout Frame, below above: [Frame], on device: UInt64, _ links: inout FollowedLinks,
        _ path: inout [UInt8]
    ) -> Int32? {
        let level = above.count + 1
        let isDeep = search.behaviors.maxDepth.map { level > $0 } ?? false
        func isOnTheWay(_ directory: Int32) -> Bool {
            frame.directory == directory || above.contains { $0.directory == directory }
        }
        while frame.next < frame.listing.count {
            let entry = frame.next
            frame.next += 1
            switch frame.listing.kind(frame.listing.lookNumber(of: entry)) {
            case .directory:
                guard !isDeep, let identity = frame.listing.directory(at: entry) else { continue }
                let directory = index.directory(identity)
                if isOnTheWay(directory) || search.behaviors.direction == .none { continue }
                step(into: entry, of: frame, &path)
                if search.fileName == nil, !refuses(entry, of: frame) {
                    report(directory: path, frame.listing.look(frame.listing.lookNumber(of: entry)))
                }
                if enters(device: identity.device, device) { return directory }
            case .symbolicLink:
                reportChild(entry, of: frame, &path)
                guard search.behaviors.direction == .down, search.behaviors.followsLinks, !isDeep else {
                    continue
                }
                step(into: entry, of: frame, &path)
                guard let target = try? index.host.status(of: HostPath(bytes: path)),
                    target.kind == .directory,
                    enters(target, device)
                else { continue }
                let directory = index.directory(target)
                if isOnTheWay(directory) || !links.mayFollow(to: directory, in: frame.directory, depth: level)
                {
                    continue
                }
                if search.fileName == nil { report(directory: path, FileLook(kind: .symbolicLink)) }
                return directory
            default:
                reportChild(entry, of: frame, &path)
            }
        }
        return nil
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
                report(directory: path.bytes, FileLook(kind: .directory))
            } else {
                let frame = self.frame(index.directory(status), at: path.bytes, statuses: wantsStatuses)
                var buffer = path.bytes
                for entry in 0..<frame.listing.count
                where frame.listing.kind(frame.listing.lookNumber(of: entry)) != .directory {
                    reportChild(entry, of: frame, &buffer)
                }
            }
            if path == "/" { return }
            path = path.split.directory
            level += 1
        }
    }
}
