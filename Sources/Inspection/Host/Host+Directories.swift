import CLinux
import Glibc

extension Host {
    /// Calls `body` with the name and kind of each entry of a directory except `.` and `..`, in the
    /// directory's own order.
    ///
    /// The name's bytes are valid only during the call. With `statuses` each entry's own status (links are
    /// not followed) is given too; nil when the entry vanished meanwhile. Without it only directories and
    /// entries of unknown kind are asked for, because a walk must know where it goes.
    ///
    /// - Throws: ``HostError`` when the directory cannot be opened.
    public func forEachEntry(
        of directory: HostPath, statuses: Bool = false,
        _ body: (_ name: UnsafeBufferPointer<UInt8>, _ kind: FileKind, _ status: FileStatus?) -> Void
    ) throws(HostError) {
        if statuses { noteEntries(of: directory, statuses: true) }
        let descriptor = try openDescriptor(directory, flags: O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        _ = DirectoryRecords.forEach(of: descriptor) { text, length, type in
            let name = UnsafeBufferPointer(start: text, count: length)
            if text[0] == UInt8(ascii: "."), length == 1 || (length == 2 && text[1] == UInt8(ascii: ".")) {
                return
            }
            let kind = FileKind(directoryEntryType: type)
            // A pipe may stand for a device that could not be made.
            let isStandIn = kind == .fifo && recorded != nil
            guard statuses || kind == .directory || kind == .unknown || isStandIn else {
                return body(name, kind, nil)
            }
            var result = stat()
            let code = text.withMemoryRebound(to: CChar.self, capacity: length + 1) {
                fstatat(descriptor, $0, &result, AT_SYMLINK_NOFOLLOW)
            }
            guard code == 0 else { return body(name, kind, nil) }
            let status = statusAsRecorded(result)
            body(name, status.kind, status)
        }
    }

    /// The names in a directory in byte order; empty when it cannot be opened.
    public func entries(of directory: HostPath) -> [HostPath] {
        var names: [HostPath] = []
        try? forEachEntry(of: directory) { name, _, _ in names.append(HostPath(bytes: name)) }
        return names.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }
}

extension FileKind {
    init(directoryEntryType type: UInt8) {
        switch Int(type) {
        case Int(DT_REG): self = .regular
        case Int(DT_DIR): self = .directory
        case Int(DT_LNK): self = .symbolicLink
        case Int(DT_BLK): self = .blockDevice
        case Int(DT_CHR): self = .characterDevice
        case Int(DT_FIFO): self = .fifo
        case Int(DT_SOCK): self = .socket
        default: self = .unknown
        }
    }
}
