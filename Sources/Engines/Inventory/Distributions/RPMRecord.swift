import Host
import RPM

/// Packages as RPM's database records them.
enum RPMRecord {
    /// Reads a database's packages and their files; packages before a damaged place are kept.
    static func read(
        _ content: UnsafeRawBufferPointer, log: UnsafeRawBufferPointer?, _ format: RPMDatabase.Format,
        into findings: inout FileFindings, _ selection: OwnedSelection
    ) {
        let path = HostPath(findings.path)
        do throws(RPMError) {
            try RPMDatabase.forEachPackage(
                of: DatabaseBytes(content, path: path), log: log.map { DatabaseBytes($0, path: path) },
                format: format
            ) { found throws(RPMError) in
                // A key that was imported is kept as if it were a package.
                guard found.name != "gpg-pubkey" else { return }
                findings.packages.append(package(found))
                findings.owned += owned(found, selection)
            }
        } catch {
            let reason: String
            switch error {
            case .damaged(_, let place): reason = "the database of RPM is damaged: \(place)"
            case .noDatabase, .unreadable: reason = error.description
            }
            findings.problems.append(InventoryProblem(path: findings.path, reason: reason))
        }
    }

    private static func package(_ found: RPMPackage) -> Package {
        let epoch = found.epoch.map { $0 == 0 ? "" : "\($0):" } ?? ""
        let release = found.release.isEmpty ? "" : "-\(found.release)"
        var package = Package(
            type: .rpm, name: found.name, version: "\(epoch)\(found.version)\(release)")
        package.architecture = found.architecture
        package.vendor = found.vendor
        package.licenses = found.license.map { [$0] } ?? []
        package.module = found.modularityLabel
        package.source = found.sourcePackage.flatMap { source($0, of: found) }
        return package
    }

    /// `NAME-VERSION-RELEASE.src.rpm`, whose name may have hyphens.
    private static func source(_ file: String, of package: RPMPackage) -> Package.Source? {
        var parts: [Substring] = []
        for end in [".src.rpm", ".nosrc.rpm"] where file.hasSuffix(end) {
            parts = file.dropLast(end.count).split(separator: "-", omittingEmptySubsequences: false)
        }
        guard parts.count >= 3 else { return nil }
        let name = parts.dropLast(2).joined(separator: "-")
        let version = parts.suffix(2).joined(separator: "-")
        if name == package.name, version == "\(package.version)-\(package.release)" { return nil }
        return Package.Source(name: name, version: version)
    }

    private static func owned(_ package: RPMPackage, _ selection: OwnedSelection) -> [OwnedFiles] {
        if selection.isEmpty { return [] }
        var keys: [UInt64] = []
        package.forEachPath { directory, name in
            let key = directory.withUnsafeBytes { directory in
                name.withUnsafeBytes { PathKey.ofOwned(directory, $0) }
            }
            if selection.keeps(key) { keys.append(key) }
        }
        return keys.isEmpty ? [] : [OwnedFiles(owner: package.name, keys: keys.sorted())]
    }
}
