import Host

/// Telling of what was found.
extension FileWalk {
    func report(file path: [UInt8], kind: FileKind) {
        let (directory, name) = HostPath(bytes: path).split
        if name.isEmpty { return }
        found.path = path
        found.directoryLength = directory.bytes.count
        found.nameStart = path.count - name.count
        if let fileName = search.fileName, !fileName.matches(ItemValue(bytes: found.name)) { return }
        found.move(kind: kind)
        visit(found)
    }

    func report(directory path: [UInt8], kind: FileKind) {
        found.path = path
        found.directoryLength = path.count
        found.nameStart = nil
        found.move(kind: kind)
        visit(found)
    }

    func report(directory path: [UInt8], entry: Int) {
        found.path = path
        found.directoryLength = path.count
        found.nameStart = nil
        found.move(kind: .directory, ownership: index.ownerships[entry])
        visit(found)
    }

    func reportChild(_ entry: Int, of frame: Frame, _ path: inout [UInt8]) {
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
