import CLinux
import Glibc

extension Stage {
    /// What scripts did to the copy until now, ordered by path.
    ///
    /// A file that was only touched is not among it. The time of a change is nothing that a difference shows.
    public func changes() throws -> [FileChange] {
        var changes: [FileChange] = []
        for layer in layers { try compare(layer, "", &changes) }
        return changes.sorted { $0.path < $1.path }
    }

    /// Walks what an overlay file system kept (Documentation/filesystems/overlayfs.rst): copies of files that
    /// were opened for writing, device 0:0 in place of a file that is gone, and directories that hide theirs.
    private func compare(_ layer: Layer, _ directory: String, _ changes: inout [FileChange]) throws {
        let kept = try Self.names(in: layer.upper + directory)
        for name in kept {
            let path = "\(directory)/\(name)"
            let before = try FileState(path: original + layer.point + path)
            let isGone = try Self.isWhiteout(layer.upper + path)
            let after = isGone ? nil : try FileState(path: layer.upper + path)
            if before != after, before != nil || after != nil {
                changes.append(FileChange(path: layer.point + path, before: before, after: after))
            }
            if isGone || after?.contents != .directory {
                if before?.contents == .directory { try tellRemoved(below: layer.point + path, &changes) }
            } else {
                try compare(layer, path, &changes)
            }
        }
        guard Self.isOpaque(layer.upper + directory) else { return }
        for name in try Self.names(in: original + layer.point + directory) where !kept.contains(name) {
            let path = "\(layer.point)\(directory)/\(name)"
            guard let before = try FileState(path: original + path) else { continue }
            changes.append(FileChange(path: path, before: before, after: nil))
            if before.contents == .directory { try tellRemoved(below: path, &changes) }
        }
    }

    private func tellRemoved(below directory: String, _ changes: inout [FileChange]) throws {
        for name in try Self.names(in: original + directory) {
            let path = "\(directory)/\(name)"
            guard let before = try FileState(path: original + path) else { continue }
            changes.append(FileChange(path: path, before: before, after: nil))
            if before.contents == .directory { try tellRemoved(below: path, &changes) }
        }
    }

    private static func isWhiteout(_ path: String) throws -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw RehearsalError("looking at", path) }
        return status.st_mode & S_IFMT == S_IFCHR && status.st_rdev == 0
    }

    private static func isOpaque(_ directory: String) -> Bool {
        var value: UInt8 = 0
        return lgetxattr(directory, "trusted.overlay.opaque", &value, 1) == 1 && value == UInt8(ascii: "y")
    }

    private static func names(in directory: String) throws -> [String] {
        guard let stream = opendir(directory) else { throw RehearsalError("listing", directory) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
