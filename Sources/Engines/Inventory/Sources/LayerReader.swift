import Images
import RPM

/// Reads one layer of an image: its archive once as it comes, and again only for files whose content went by under a
/// name that nobody wanted.
struct LayerReader {
    let catalogs: CatalogSet
    let limits: InventoryLimits
    let imageLimits: ImageLimits
    var spool: ContentSpool
    var findings = LayerFindings()
    /// The readers of each file that tells something, by its place in ``LayerFindings/files``.
    var known: [String: (place: Int, readers: UInt64)] = [:]
    private(set) var covered: [UInt64] = []
    var links: [(path: [UInt8], target: [UInt8], readers: UInt64)] = []
    var databases: [(path: String, spool: ContentSpool)] = []
    private var lastDirectory: (path: ArraySlice<UInt8>, interest: InterestIndex.Directory)
    private var entries = 0

    private static let linkLimit = 1_000_000

    init(_ catalogs: CatalogSet, limits: InventoryLimits, imageLimits: ImageLimits) {
        self.catalogs = catalogs
        self.limits = limits
        self.imageLimits = imageLimits
        spool = ContentSpool(memoryLimit: limits.memoryBytes)
        lastDirectory = ([], catalogs.index.directory([]))
    }

    /// What a layer tells; what could not be read is among its problems.
    ///
    /// - Parameters:
    ///   - isLowest: nothing is below, so that nobody needs to know what it hides.
    ///   - spent: how many entries and bytes the layers before had; this one's are added.
    mutating func read(
        _ image: Image, _ number: Int, isLowest: Bool, spent: inout (entries: Int, bytes: Int)
    ) -> LayerFindings {
        let before = spent
        let place = image.layerNames[number].place
        do throws(ImageError) {
            try image.readLayer(number) { reader throws(ImageError) in
                while let entry = try reader.next() {
                    spent = (before.entries + entries + 1, before.bytes + reader.consumed)
                    try check(place, spent, entry)
                    entries += 1
                    try take(entry, &reader, isLowest)
                }
                return .compareDigests
            }
        } catch {
            findings.problems.append(InventoryProblem(path: error.place, reason: Self.reason(error)))
        }
        readDatabases()
        covered.sort()
        resolveLinks(image, number, isLowest)
        findings.covered = isLowest ? nil : covered
        return findings
    }

    private func check(
        _ place: String, _ spent: (entries: Int, bytes: Int), _ entry: TarEntry
    ) throws(ImageError) {
        guard spent.entries <= imageLimits.entries else {
            throw ImageError(place, .tooLarge("the image has more than \(imageLimits.entries) entries"))
        }
        guard entry.size <= imageLimits.totalBytes - min(spent.bytes, imageLimits.totalBytes) else {
            throw ImageError(
                place, .tooLarge("the image unpacks to more than \(imageLimits.totalBytes) bytes"))
        }
    }

    private static func reason(_ error: ImageError) -> String {
        String(error.description.dropFirst(error.place.count).drop { $0 == ":" || $0 == " " })
    }

    // MARK: Entries

    private mutating func take(
        _ entry: TarEntry, _ reader: inout TarReader, _ isLowest: Bool
    ) throws(ImageError) {
        guard let path = LayerPath.normal(entry.path, depth: imageLimits.depth) else {
            return complain(entry.path, "the entry leads out of the image, or is too deep")
        }
        guard !path.isEmpty else { return }
        let start = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        let directory = path[..<max(0, start - 1)]
        if path[start...].starts(with: Self.whiteout) { return take(whiteout: path, from: start, directory) }
        if entry.kind == .directory { return }
        if !isLowest { covered.append(PathKey.of(path)) }
        if lastDirectory.path != directory {
            lastDirectory = (directory, catalogs.index.directory(directory))
        }
        let name = path[start...]
        var readers = name.withUnsafeBytes { catalogs.index.readers(of: $0, in: lastDirectory.interest) }
        switch entry.kind {
        case .file:
            let mayBeProgram = name.withUnsafeBytes { catalogs.index.mayBeProgram($0, mode: entry.mode) }
            try take(path, entry.size, readers, mayBeProgram: mayBeProgram, &reader)
        case .hardLink:
            guard readers != 0 || entry.mode & 0o111 != 0, links.count < Self.linkLimit,
                let target = LayerPath.normal(entry.linkTarget, depth: imageLimits.depth)
            else { return }
            links.append((path, target, readers))
        case .symbolicLink:
            readers &= CatalogSet.system
            guard readers != 0, SystemFile(Self.text(path)) == .release,
                let target = LayerPath.target(of: entry.linkTarget, in: directory),
                SystemFile(Self.text(target)) != .release
            else { return }
            links.append((path, target, readers))
        case .directory, .fifo, .characterDevice, .blockDevice: return
        }
    }

    private static let whiteout = Array(".wh.".utf8)

    private mutating func take(whiteout path: [UInt8], from start: Int, _ directory: ArraySlice<UInt8>) {
        do {
            switch try Whiteout(Array(path[start...])) {
            case .opaque: findings.emptied.append(Self.text(directory))
            case .entry(let name): findings.removed.append(Self.text(path[..<start] + name))
            case .ignored, .none: break
            }
        } catch {
            complain(path, "the whiteout names nothing that can be removed")
        }
    }

    // MARK: Contents

    mutating func take(
        _ path: [UInt8], _ size: Int, _ readers: UInt64, mayBeProgram: Bool, _ reader: inout TarReader
    ) throws(ImageError) {
        guard readers != 0 || mayBeProgram && size >= 64 else { return }
        let text = Self.text(path)
        var file: SystemFile?
        if readers & CatalogSet.system != 0 { file = SystemFile(text) }
        if readers == CatalogSet.system, !mayBeProgram {
            guard let file else { return }
            if !file.needsContent { return note(text, UnsafeRawBufferPointer(start: nil, count: 0), readers) }
        }
        guard size <= limits.fileBytes else {
            if readers != 0 {
                complain(path, "it has \(size) bytes, more than the \(limits.fileBytes) that are read")
            }
            return
        }
        do throws(SpoolOrImageFailure) {
            guard try gather(size, onlyPrograms: readers == 0, &reader) else { return }
            switch file {
            case .rpm(.sqlite), .rpmLog:
                // The database and its log come in any order.
                databases.append((text, spool))
                spool = ContentSpool(memoryLimit: limits.memoryBytes)
            default:
                let spool = spool
                try spool.held { content in
                    let all = readers | (mayBeProgram ? catalogs.readersOfProgram(content) : 0)
                    if all != 0 { note(text, content, all) }
                }
            }
        } catch {
            switch error {
            case .image(let error): throw error
            case .spool(let failure): complain(path, failure.reason)
            }
        }
    }

    /// Takes the content of the current entry; false when it is no program and only those are wanted.
    private func gather(
        _ size: Int, onlyPrograms: Bool, _ reader: inout TarReader
    ) throws(SpoolOrImageFailure) -> Bool {
        var failure: ContentSpool.Failure?
        var isWanted = true
        let spool = spool
        do throws(ContentSpool.Failure) { try spool.begin(size: size) } catch { throw .spool(error) }
        do throws(ImageError) {
            try reader.forEachPiece { piece throws(ImageError) in
                guard isWanted, failure == nil else { return }
                if onlyPrograms, spool.count < ProgramProbe.magic.count {
                    let begin = ProgramProbe.magic.dropFirst(spool.count).prefix(piece.count)
                    guard piece.starts(with: begin) else { return isWanted = false }
                }
                do throws(ContentSpool.Failure) { try spool.append(piece) } catch { failure = error }
            }
        } catch {
            throw .image(error)
        }
        if let failure { throw .spool(failure) }
        return isWanted
    }

    private mutating func note(_ path: String, _ content: UnsafeRawBufferPointer, _ readers: UInt64) {
        add(catalogs.findings(path, content, readers: readers, keeping: .all), readers)
    }

    mutating func add(_ file: FileFindings, _ readers: UInt64) {
        // An archive may hold a file twice: the last one stays.
        if let old = known.removeValue(forKey: file.path) {
            findings.files[old.place] = FileFindings(path: file.path)
        }
        guard !file.isEmpty else { return }
        known[file.path] = (findings.files.count, readers)
        findings.files.append(file)
    }

    mutating func complain(_ path: [UInt8], _ reason: String) {
        guard findings.problems.count < limits.problems else { return }
        findings.problems.append(InventoryProblem(path: Self.text(path.prefix(400)), reason: reason))
    }

    static func text(_ path: some Sequence<UInt8>) -> String {
        String(decoding: Array(path), as: UTF8.self)
    }
}

/// Why the content of an entry could not be taken: the layer cannot be read on, or only this file could not be held.
private enum SpoolOrImageFailure: Error {
    case image(ImageError)
    case spool(ContentSpool.Failure)
}

extension ContentSpool {
    fileprivate func held(_ body: (UnsafeRawBufferPointer) -> Void) throws(SpoolOrImageFailure) {
        do throws(Failure) { try withContent(body) } catch { throw .spool(error) }
    }
}
