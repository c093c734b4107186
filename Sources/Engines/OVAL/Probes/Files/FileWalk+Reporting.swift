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
        found.move(to: FileLook(kind: kind))
        visit(found)
    }

    func report(directory path: [UInt8], _ look: FileLook) {
        found.path = path
        found.directoryLength = path.count
        found.nameStart = nil
        found.move(to: look)
        visit(found)
    }

    func reportChild(_ entry: Int, of frame: Frame, _ path: inout [UInt8]) {
        guard let fileName = search.fileName, !refuses(entry, of: frame) else { return }
        if !acceptsEveryName, !frame.listing.withName(of: entry, { fileName.matches(bytes: $0) }) { return }
        step(into: entry, of: frame, &path)
        found.path.replaceSubrange(0..., with: path)
        let hasSlash = path[frame.pathLength - 1] == UInt8(ascii: "/")
        found.directoryLength = hasSlash && frame.pathLength > 1 ? frame.pathLength - 1 : frame.pathLength
        found.nameStart = hasSlash ? frame.pathLength : frame.pathLength + 1
        found.move(to: frame.listing.look(frame.listing.lookNumber(of: entry)))
        visit(found)
    }

    /// Whether an entry's look says that nobody wants it.
    @inline(__always)
    func refuses(_ entry: Int, of frame: Frame) -> Bool {
        guard let screen else { return false }
        let number = frame.listing.lookNumber(of: entry)
        if number < 64 { return frame.refused >> UInt64(number) & 1 != 0 }
        return !screen.accepts(frame.listing.look(number))
    }
}
