import Host

/// Reads the tree of a machine or of a directory: every name once, and the contents of the few files that somebody
/// wants.
struct DirectoryReader {
    private let host: Host
    private let catalogs: CatalogSet
    private let limits: InventoryLimits
    private let skipped: Set<UInt64>
    private let progress: (Int) -> Void
    private let spool: ContentSpool
    private var builder: InventoryBuilder
    private var entries = 0
    /// The path of the directory that is being read, with its last slash.
    private var path: [UInt8] = []

    init(
        _ host: Host, _ catalogs: CatalogSet, limits: InventoryLimits, scope: InventoryScope,
        progress: @escaping (Int) -> Void
    ) {
        self.host = host
        self.catalogs = catalogs
        self.limits = limits
        self.progress = progress
        skipped = scope.skipped(on: host, mounts: MountInfo.ofThisProcess() ?? [])
        spool = ContentSpool(memoryLimit: limits.memoryBytes)
        builder = InventoryBuilder(limits: limits)
    }

    /// The inventory.
    mutating func read() -> Inventory {
        if catalogs.hasCatalogers {
            do throws(HostError) { walk(try OpenDirectory(host, "/"), depth: 0) } catch {
                complain("", error)
            }
            progress(entries)
        }
        let system = SystemDirectories(host: host, catalogs: catalogs, limits: limits, spool: spool)
        system.readKernels(into: &builder)
        let keys = builder.keysToOwn
        system.read(keeping: keys.isEmpty ? .none : .only(keys), into: &builder)
        return builder.finish()
    }

    private mutating func walk(_ directory: OpenDirectory, depth: Int) {
        var directories: [[UInt8]] = []
        var files: [(name: [UInt8], readers: UInt64, size: Int)] = []
        let interest = catalogs.index.directory(path.dropLast())
        let before = entries
        directory.forEachRecord { name, kind in
            entries += 1
            var kind = kind
            if kind == .unknown { kind = directory.status(of: name)?.kind ?? .unknown }
            if kind == .directory { return directories.append(Array(name.bytes)) }
            guard kind == .regular else { return }
            let bytes = UnsafeRawBufferPointer(name.bytes)
            let readers = catalogs.index.readers(of: bytes, in: interest) & ~CatalogSet.system
            if readers != 0 {
                files.append((Array(name.bytes), readers, 0))
            } else if catalogs.index.programs != 0, !catalogs.index.isOfData(bytes),
                let status = directory.status(of: name), status.size >= 64,
                catalogs.index.mayBeProgram(bytes, mode: status.mode)
            {
                files.append((Array(name.bytes), 0, Int(clamping: status.size)))
            }
        }
        if before / Self.step != entries / Self.step { progress(entries) }
        for (name, readers, size) in files { read(name, in: directory, readers, programOf: size) }
        for name in directories {
            let length = path.count
            path += name
            defer { path.removeSubrange(length...) }
            if skipped.contains(PathKey.of(path)) { continue }
            guard entries <= limits.entries else {
                return complain(
                    path, "there are more than \(limits.entries) files, and no more are looked at")
            }
            guard depth < limits.depth else {
                complain(path, "the directory is more than \(limits.depth) deep, and is not entered")
                continue
            }
            do throws(HostError) {
                let inner = try directory.directory(name)
                path.append(UInt8(ascii: "/"))
                walk(inner, depth: depth + 1)
            } catch {
                complain(path, error)
            }
        }
    }

    private static let step = 10_000

    private mutating func read(
        _ name: [UInt8], in directory: OpenDirectory, _ readers: UInt64, programOf size: Int
    ) {
        let whole = path + name
        do throws(HostError) {
            let file = try directory.open(name)
            if readers == 0 {
                guard size <= limits.fileBytes, Self.isWantedProgram(file, size) else { return }
                return try take(whole, file, size, catalogs.index.programs)
            }
            try take(whole, file, Int(clamping: try file.status().size), readers)
        } catch {
            complain(whole, error)
        }
    }

    private mutating func take(
        _ path: [UInt8], _ file: OpenFile, _ size: Int, _ readers: UInt64
    ) throws(HostError) {
        guard size <= limits.fileBytes else {
            return complain(path, "it has \(size) bytes, more than the \(limits.fileBytes) that are read")
        }
        do throws(ContentSpool.Failure) {
            try spool.fill(from: file, size: size)
            try spool.withContent { content in
                let all = readers | catalogs.readersOfProgram(content)
                builder.add(
                    catalogs.findings(
                        String(decoding: path, as: UTF8.self), content, readers: all, keeping: .none))
            }
        } catch {
            complain(path, error.reason)
        }
    }

    /// Whether a file is a program that says what it was made of.
    private static func isWantedProgram(_ file: OpenFile, _ size: Int) -> Bool {
        ProgramProbe.isWanted(size: size) { offset, count in
            var bytes = [UInt8](repeating: 0, count: count)
            let length = bytes.withUnsafeMutableBytes { (try? file.read(into: $0, at: offset)) ?? 0 }
            return length == count ? bytes : Array(bytes.prefix(length))
        }
    }

    // MARK: Complaints

    private mutating func complain(_ path: some Collection<UInt8>, _ reason: String) {
        builder.add(InventoryProblem(path: String(decoding: path, as: UTF8.self), reason: reason))
    }

    private mutating func complain(_ path: some Collection<UInt8>, _ error: HostError) {
        // What goes away while a machine is looked at was not there.
        if error.isAbsence { return }
        complain(path, error.reasonText)
    }

    private mutating func complain(_ path: String, _ error: HostError) { complain(path.utf8, error) }
}
