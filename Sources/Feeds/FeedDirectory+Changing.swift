public import Advisories
import Bytes
import Files
import Glibc

extension FeedDirectory {
    /// The form of what is compiled; another program's is made anew.
    private static let form = "1"

    /// Puts the records of feeds into the places of those of the same names, and compiles everything.
    ///
    /// - Parameters:
    ///   - feeds: the records of each feed, and when they were brought in from their source.
    ///   - now: the present time.
    /// - Returns: what is there afterwards.
    /// - Throws: ``FeedsError``; nothing has changed then.
    @discardableResult
    public func replace(
        _ feeds: [FeedRecords], now: Timestamp
    ) throws(FeedsError) -> FeedManifest {
        try locked { () throws(FeedsError) in
            var known = try manifest()?.feeds ?? []
            let serial = try (manifest()?.serial ?? 0) + 1
            for records in feeds {
                let lines = records.lines
                let digest = PackedLines.digest(lines)
                try put(lines, digest: digest)
                known.removeAll { $0.name == records.feed }
                known.append(
                    FeedManifest.Feed(
                        name: records.feed, digest: digest, size: lines.count,
                        advisories: records.advisories.count, enrichments: records.enrichments.count,
                        quarantined: records.quarantinedCount, newest: records.newest, imported: now))
            }
            let manifest = FeedManifest(serial: serial, created: now, feeds: known)
            try adopt(manifest)
            return manifest
        }
    }

    /// Makes a manifest whose records are all here the one that counts.
    ///
    /// - Parameters:
    ///   - bytes: the manifest as it was signed; nil for one that was made here.
    ///   - signatures: who signed these bytes.
    func adopt(
        _ manifest: FeedManifest, bytes: [UInt8]? = nil, signatures: FeedSignatures = FeedSignatures()
    ) throws(FeedsError) {
        try compile(manifest)
        let bytes = bytes ?? manifest.json.bytes + [0x0A]
        if signatures != FeedSignatures() { try write(signatures.bytes, to: signaturesPath(bytes)) }
        try write(bytes, to: manifestPath)
        sweep(manifest)
    }

    /// Compiles what a manifest names, unless that was done before.
    func compile(_ manifest: FeedManifest) throws(FeedsError) {
        let path = compiledPath(manifest)
        if access(path, F_OK) == 0 { return }
        var compilation = FeedCompilation()
        for feed in manifest.feeds { compilation.add(try records(of: feed)) }
        let beside: String
        do throws(FileFailure) { beside = try PrivateDirectory.make("new-", in: compiledPath) } catch {
            throw FeedsError(error)
        }
        do throws(FeedsError) {
            try compilation.write(to: beside) { bytes, path throws(FeedsError) in try write(bytes, to: path) }
            guard chmod(beside, 0o755) == 0, rename(beside, path) == 0 else {
                throw .system("\(path): cannot be made: \(String(cString: strerror(errno)))")
            }
        } catch {
            Self.remove(beside)
            throw error
        }
    }

    /// Where what was made of a manifest's records is.
    func compiledPath(_ manifest: FeedManifest) -> String {
        let digests = manifest.feeds.map { "\($0.name) \($0.digest)\n" }.joined()
        return "\(compiledPath)/\(PackedLines.digest(Array((Self.form + "\n" + digests).utf8)).prefix(32))"
    }

    /// Removes what no manifest names any more, such as what a change left that was cut off.
    func sweep(_ manifest: FeedManifest?) {
        let records = Set((manifest?.feeds ?? []).map { "\($0.digest).zst" })
        let compiled = manifest.map(compiledPath)
        let signatures = (try? manifestBytes()).map(signaturesPath)
        for name in Self.names(path + "/records") where !records.contains(name) {
            unlink("\(path)/records/\(name)")
        }
        for name in Self.names(path + "/signatures") where "\(path)/signatures/\(name)" != signatures {
            unlink("\(path)/signatures/\(name)")
        }
        for name in Self.names(compiledPath) where "\(compiledPath)/\(name)" != compiled {
            Self.remove("\(compiledPath)/\(name)")
        }
    }

    private static func remove(_ directory: String) {
        for name in names(directory) { unlink("\(directory)/\(name)") }
        rmdir(directory)
    }

    static func names(_ directory: String) -> [String] {
        (try? entries(directory)) ?? []
    }

    /// The sorted names in a directory.
    static func entries(_ directory: String) throws(FeedsError) -> [String] {
        guard let stream = opendir(directory) else {
            throw .system("\(directory): cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { closedir(stream) }
        var names: [String] = []
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        while let entry = readdir(stream) {
            let text = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
            let name = String(cString: text)
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
