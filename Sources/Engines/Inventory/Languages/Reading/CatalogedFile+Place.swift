extension CatalogedFile {
    /// The last part of the path.
    var name: Substring { path[...].lastPart }

    /// The name of the directory that the file stands in; empty at the root.
    var parent: Substring { path[...].directory.lastPart }

    /// The name of the directory above ``parent``; empty at the root.
    var grandparent: Substring { path[...].directory.directory.lastPart }

    /// Whether one of the directories above has this name.
    func isBelow(_ directory: String) -> Bool {
        path.hasPrefix(directory + "/") || path.contains("/\(directory)/")
    }

    func problem(_ reason: String) -> InventoryProblem { InventoryProblem(path: path, reason: reason) }
}

extension Substring {
    /// What stands behind the last slash.
    fileprivate var lastPart: Substring {
        utf8.lastIndex(of: UInt8(ascii: "/")).map { self[index(after: $0)...] } ?? self
    }

    /// What stands before the last slash; empty without one.
    fileprivate var directory: Substring {
        self[..<(utf8.lastIndex(of: UInt8(ascii: "/")) ?? startIndex)]
    }
}
