import Images

extension LayerReader {
    /// Reads the databases that waited for their logs.
    mutating func readDatabases() {
        let logs = databases.filter { $0.path.hasSuffix("-wal") }
        for (path, spool) in databases where !path.hasSuffix("-wal") {
            let log = logs.last { $0.path == path + "-wal" }
            read(database: path, spool, log: log?.spool)
        }
        for log in logs where log.spool.count > 32 {
            guard !databases.contains(where: { $0.path + "-wal" == log.path }) else { continue }
            complain(
                Array(log.path.utf8), "its database is in another layer, so that its changes are not seen")
        }
        databases = []
    }

    private mutating func read(database path: String, _ spool: ContentSpool, log: ContentSpool?) {
        do throws(ContentSpool.Failure) {
            var file = FileFindings(path: path)
            try spool.withContent { content in
                func read(_ log: UnsafeRawBufferPointer?) {
                    file = catalogs.findings(
                        path, content, readers: CatalogSet.system, log: log, keeping: .all)
                }
                guard let log, (try? log.withContent { read($0) }) != nil else { return read(nil) }
            }
            add(file, CatalogSet.system)
        } catch {
            complain(Array(path.utf8), error.reason)
        }
    }

    /// Finds what hard links, and symbolic ones of the system's name, lead to.
    mutating func resolveLinks(_ image: Image, _ number: Int, _ isLowest: Bool) {
        var missed: [[UInt8]: [(path: [UInt8], readers: UInt64)]] = [:]
        var isNamed: Set<String> = []
        for link in links {
            let target = Self.text(link.target)
            if let found = known[target], link.readers & ~found.readers == 0 {
                isNamed.insert(target)
                add(findings.files[found.place].renamed(Self.text(link.path)), found.readers)
            } else if link.readers != 0 {
                missed[link.target, default: []].append((link.path, link.readers))
            } else if !isLowest, !covered.containsSorted(PathKey.of(link.target)) {
                findings.links.append(.init(path: Self.text(link.path), target: target))
            }
        }
        // What OSTree holds for its trees is there under the trees' own names.
        for target in isNamed where target.hasPrefix("sysroot/ostree/repo/") {
            if let old = known.removeValue(forKey: target) {
                findings.files[old.place] = FileFindings(path: target)
            }
        }
        if !missed.isEmpty { readAgain(image, number, &missed) }
        for (target, links) in missed {
            for link in links {
                findings.links.append(.init(path: Self.text(link.path), target: Self.text(target)))
            }
        }
        findings.files.removeAll(where: \.isEmpty)
    }

    /// Reads the layer once more for the contents of some files; what is found is taken off the list.
    private mutating func readAgain(
        _ image: Image, _ number: Int, _ missed: inout [[UInt8]: [(path: [UInt8], readers: UInt64)]]
    ) {
        var again: [(path: [UInt8], name: [UInt8])] = []
        do throws(ImageError) {
            try image.readLayer(number) { reader throws(ImageError) in
                while !missed.isEmpty, let entry = try reader.next() {
                    guard entry.kind == .file, entry.size <= limits.fileBytes,
                        let path = LayerPath.normal(entry.path, depth: imageLimits.depth),
                        let links = missed.removeValue(forKey: path)
                    else { continue }
                    guard let last = links.last else { continue }
                    for link in links.dropLast() { again.append((link.path, last.path)) }
                    try take(last.path, entry.size, last.readers, mayBeProgram: false, &reader)
                }
                return .known
            }
        } catch {
            // The first pass has told of it.
        }
        readDatabases()
        for (path, name) in again {
            if let found = known[Self.text(name)] {
                add(findings.files[found.place].renamed(Self.text(path)), found.readers)
            }
        }
    }
}
