import CLinux
import Files
import Glibc
import Host

/// Puts layers on top of each other below one directory.
///
/// Only kinds and contents are made, readable for their owner alone; modes, owners, times, device numbers and
/// attributes are noted in ``statuses``. Directories on the way to an entry are opened by `openat2(2)` with
/// `RESOLVE_IN_ROOT`, so that no link leads out, and the entry itself is never followed.
final class LayerUnpacker {
    /// What the files are said to be.
    private(set) var statuses = RecordedStatuses()

    private let root: OpenFile
    private let limits: ImageLimits
    private var entryCount = 0
    private var byteCount = 0
    /// What the current layer wrote, so that its whiteouts spare it: hashes of directory and name.
    private var written: Set<Int> = []
    private var opened: (path: [CChar], file: OpenFile)?
    private var layer = ""

    init(root: OpenFile, limits: ImageLimits) {
        self.root = root
        self.limits = limits
        note(TarEntry(path: [], kind: .directory, mode: 0o755), root.descriptor)
    }

    /// Puts one layer on top of those before.
    ///
    /// - Throws: ``ImageError`` that names the layer and the entry; what was unpacked so far is of no use.
    func apply(_ layer: Layer) throws(ImageError) {
        self.layer = layer.name
        written = []
        opened = nil
        let pieces = LayerPieces(layer, limits: limits)
        var reader = TarReader(pieces, name: layer.name)
        let before = byteCount
        while let entry = try reader.next() {
            entryCount += 1
            byteCount = before + pieces.count
            guard entryCount <= limits.entries else {
                throw ImageError(layer.name, .tooLarge("the image has more than \(limits.entries) entries"))
            }
            guard byteCount + entry.size <= limits.totalBytes else {
                throw ImageError(
                    layer.name, .tooLarge("the image unpacks to more than \(limits.totalBytes) bytes"))
            }
            try apply(entry, &reader)
        }
        try pieces.finish()
        byteCount = before + pieces.count
    }

    private func apply(_ entry: TarEntry, _ reader: inout TarReader) throws(ImageError) {
        let path = try path(entry.path, of: entry)
        guard let name = path.parts.last else {
            guard entry.kind == .directory else { throw unsafe(entry, "it would replace the root") }
            return note(entry, root.descriptor)
        }
        let whiteout: Whiteout
        do throws(UnsafePath) { whiteout = try Whiteout(name) } catch { throw unsafe(entry, error.reason) }
        switch whiteout {
        case .ignored: return
        case .entry(let hidden):
            // A directory that is not there holds nothing to remove.
            guard let parent = try existingDirectory(path, entry) else { return }
            opened = nil
            return removeOlder(hidden.map { CChar(bitPattern: $0) } + [0], in: parent.descriptor)
        case .opaque:
            guard let parent = try existingDirectory(path, entry) else { return }
            opened = nil
            let inner = { (name: [CChar], directory: Int32) in self.removeOlder(name, in: directory) }
            return FileTree.forEachName(in: [0x2E, 0], of: parent.descriptor, inner)
        case .none: break
        }
        let parent = try directory(path, entry)
        let file = path.name
        if entry.kind != .hardLink { try makeRoom(file, in: parent.descriptor, for: entry) }
        written.insert(Self.place(file, in: parent.descriptor))
        switch entry.kind {
        case .directory: try make(entry) { mkdirat(parent.descriptor, file, 0o700) == 0 || errno == EEXIST }
        case .file: return try write(entry, file, in: parent.descriptor, &reader)
        case .hardLink: return try link(entry, file, in: parent.descriptor)
        case .symbolicLink:
            guard !entry.linkTarget.isEmpty, !entry.linkTarget.contains(0) else {
                throw unsafe(entry, "the link leads nowhere")
            }
            let target = entry.linkTarget.map { CChar(bitPattern: $0) } + [0]
            try make(entry) { symlinkat(target, parent.descriptor, file) == 0 }
        case .fifo, .characterDevice, .blockDevice:
            // Devices need privileges and are never opened; a pipe is refused where content is read.
            try make(entry) { mkfifoat(parent.descriptor, file, 0o600) == 0 }
        }
        note(entry, file, in: parent.descriptor)
    }

    // MARK: Making entries

    /// An entry replaces what is there, except that a directory joins a directory.
    private func makeRoom(_ name: [CChar], in parent: Int32, for entry: TarEntry) throws(ImageError) {
        var status = stat()
        guard fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return }
        if entry.kind == .directory, status.st_mode & S_IFMT == S_IFDIR { return }
        opened = nil
        FileTree.remove(name, in: parent)
    }

    private func write(
        _ entry: TarEntry, _ name: [CChar], in parent: Int32, _ reader: inout TarReader
    ) throws(ImageError) {
        let descriptor = openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw refused(entry) }
        let file = OpenFile(descriptor)
        try reader.forEachPiece { piece throws(ImageError) in
            guard FileOutput.write(piece, to: file.descriptor) == nil else { throw refused(entry) }
        }
        note(entry, file.descriptor)
    }

    private func link(_ entry: TarEntry, _ name: [CChar], in parent: Int32) throws(ImageError) {
        let target = try path(entry.linkTarget, of: entry)
        guard !target.parts.isEmpty, let other = try existingDirectory(target, entry) else {
            throw unsafe(entry, "it links to \"\(Self.text(entry.linkTarget))\", which is not in the image")
        }
        var (old, new) = (stat(), stat())
        guard fstatat(other.descriptor, target.name, &old, AT_SYMLINK_NOFOLLOW) == 0 else {
            throw unsafe(entry, "it links to \"\(Self.text(entry.linkTarget))\", which is not in the image")
        }
        if old.st_mode & S_IFMT == S_IFDIR { throw unsafe(entry, "it is a hard link to a directory") }
        if fstatat(parent, name, &new, AT_SYMLINK_NOFOLLOW) == 0 {
            if new.st_ino == old.st_ino { return }
            opened = nil
            FileTree.remove(name, in: parent)
        }
        try make(entry) { linkat(other.descriptor, target.name, parent, name, 0) == 0 }
    }

    private func make(_ entry: TarEntry, _ body: () -> Bool) throws(ImageError) {
        if !body() { throw refused(entry) }
    }

    // MARK: Directories

    private func path(_ bytes: [UInt8], of entry: TarEntry) throws(ImageError) -> EntryPath {
        do throws(UnsafePath) {
            return try EntryPath(bytes, depth: limits.depth)
        } catch {
            throw unsafe(entry, error.reason)
        }
    }

    /// The directory that a path lies in; nil when it is not there.
    private func existingDirectory(_ path: EntryPath, _ entry: TarEntry) throws(ImageError) -> OpenFile? {
        let text = path.directory
        if let opened, opened.path == text { return opened.file }
        let descriptor = martlet_open_in_root(
            root.descriptor, text, martlet_o_path | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw refused(entry)
        }
        let file = OpenFile(descriptor)
        opened = (text, file)
        return file
    }

    /// The directory that a path lies in; what is missing on the way is made, as if the layer held it.
    private func directory(_ path: EntryPath, _ entry: TarEntry) throws(ImageError) -> OpenFile {
        if let known = try existingDirectory(path, entry) { return known }
        var parent = root
        for count in path.parts.indices.dropLast() {
            let text = EntryPath.text(path.parts[...count])
            let name = path.parts[count].map { CChar(bitPattern: $0) } + [0]
            if mkdirat(parent.descriptor, name, 0o700) == 0 {
                written.insert(Self.place(name, in: parent.descriptor))
                note(
                    TarEntry(path: [], kind: .directory, mode: 0o755, modified: entry.modified), name,
                    in: parent.descriptor)
            } else if errno != EEXIST {
                throw refused(entry)
            }
            let descriptor = martlet_open_in_root(
                root.descriptor, text, martlet_o_path | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else { throw refused(entry) }
            parent = OpenFile(descriptor)
        }
        return parent
    }

    // MARK: Whiteouts

    /// Removes an entry with what is below, except what this layer wrote.
    private func removeOlder(_ name: [CChar], in parent: Int32) {
        let inner = { (name: [CChar], directory: Int32) in self.removeOlder(name, in: directory) }
        FileTree.forEachName(in: name, of: parent, inner)
        if written.contains(Self.place(name, in: parent)) { return }
        if unlinkat(parent, name, 0) != 0 { unlinkat(parent, name, AT_REMOVEDIR) }
    }

    /// The hash is seeded anew in each process, so no image can aim at another's.
    private static func place(_ name: [CChar], in directory: Int32) -> Int {
        var status = stat()
        fstat(directory, &status)
        var hasher = Hasher()
        hasher.combine(status.st_ino)
        hasher.combine(name)
        return hasher.finalize()
    }

    // MARK: Records and complaints

    private func note(_ entry: TarEntry, _ name: [CChar], in parent: Int32) {
        var status = stat()
        guard fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return }
        note(entry, status)
    }

    private func note(_ entry: TarEntry, _ descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return }
        note(entry, status)
    }

    private func note(_ entry: TarEntry, _ status: stat) {
        let type: mode_t =
            switch entry.kind {
            case .characterDevice: S_IFCHR
            case .blockDevice: S_IFBLK
            default: status.st_mode & S_IFMT
            }
        let record = RecordedStatuses.Record(
            // Linux gives every link all permissions.
            mode: type | (entry.kind == .symbolicLink ? 0o777 : entry.mode), userID: entry.userID,
            groupID: entry.groupID, modified: entry.modified, deviceNumber: entry.deviceNumber)
        statuses.record(record, entry.attributes, of: UInt64(status.st_ino))
    }

    private func unsafe(_ entry: TarEntry, _ reason: String) -> ImageError {
        ImageError("\(layer): entry \"\(Self.text(entry.path))\"", .unsafe(reason))
    }

    private func refused(_ entry: TarEntry) -> ImageError {
        let number = errno
        return ImageError(
            "\(layer): entry \"\(Self.text(entry.path))\"",
            .system("cannot be unpacked: \(String(cString: strerror(number)))"))
    }

    private static func text(_ path: [UInt8]) -> String { String(decoding: path.prefix(400), as: UTF8.self) }
}

extension TarEntry {
    /// Major and minor number as the C library joins them (`makedev(3)`).
    fileprivate var deviceNumber: UInt64 {
        let (major, minor) = (UInt64(deviceMajor), UInt64(deviceMinor))
        return (major & 0xFFF) << 8 | (major & ~0xFFF) << 32 | minor & 0xFF | (minor & ~0xFF) << 12
    }
}
