extension FileChange {
    /// The change as a patch tells it: a head, what became of owner and permissions, and the lines that differ.
    ///
    /// The lines are in the unified format (POSIX.1-2017, `diff -u`) with three lines around each change.
    public var text: String {
        var text = "--- \(before == nil ? "/dev/null" : path)\n+++ \(after == nil ? "/dev/null" : path)\n"
        switch (before, after) {
        case (nil, .some(let after)): text += "# created: \(after.summary)\n"
        case (.some(let before), nil): text += "# removed: \(before.summary)\n"
        case (.some(let before), .some(let after)) where before.summary != after.summary:
            text += "# was \(before.summary)\n# is  \(after.summary)\n"
        default: break
        }
        guard let old = lines(before), let new = lines(after) else { return text }
        return text + LineDifference(from: old, to: new).text
    }

    /// The lines of a file; none for one that is not there, nil for one that is no text.
    private func lines(_ state: FileState?) -> [Substring]? { state.map(\.lines) ?? [] }
}

extension FileState {
    /// Kind, permissions and owner, on one line.
    fileprivate var summary: String {
        let kind =
            switch contents {
            case .directory: "directory"
            case .link(let target): "link to \(target)"
            case .bytes(let bytes) where lines == nil: "binary file, \(bytes.count) bytes,"
            case .bytes: "file"
            case .large(let size): "file, \(size) bytes,"
            case .special: "device, FIFO or socket"
            }
        let octal = String(permissions, radix: 8)
        return
            "\(kind) \(String(repeating: "0", count: max(0, 4 - octal.count)))\(octal) \(userID):\(groupID)"
    }

    /// The lines of a text; empty for what has no contents to show, nil for what is no text.
    fileprivate var lines: [Substring]? {
        guard case .bytes(let bytes) = contents else { return [] }
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
