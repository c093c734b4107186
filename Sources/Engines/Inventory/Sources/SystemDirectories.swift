import Host
import RPM

/// Reads a distribution's own files of a machine or a directory, wherever links on the way lead.
struct SystemDirectories {
    let host: Host
    let catalogs: CatalogSet
    let limits: InventoryLimits
    let spool: ContentSpool

    /// Adds the kernels that have modules or lie in `/boot`.
    func readKernels(into builder: inout InventoryBuilder) {
        var seen: Set<FileIdentity> = []
        for directory in ["usr/lib/modules", "lib/modules"] {
            guard let identity = identity(directory), seen.insert(identity).inserted else { continue }
            for version in host.entries(of: HostPath("/" + directory)) {
                let path = "\(directory)/\(version)/modules.builtin"
                if SystemFile(path) == .kernelModules, host.exists(HostPath("/" + path)) {
                    builder.add(kernel(path))
                }
            }
        }
        for name in host.entries(of: "/boot") {
            let path = "boot/\(name)"
            guard SystemFile(path) == .kernel,
                let status = try? host.status(of: HostPath("/" + path), followingLinks: false),
                status.kind == .regular
            else { continue }
            builder.add(kernel(path))
        }
    }

    private func kernel(_ path: String) -> FileFindings {
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        return catalogs.findings(path, nothing, readers: CatalogSet.system, keeping: .none)
    }

    /// Adds the system's name, its packages, and which of some files are theirs.
    func read(keeping selection: OwnedSelection, into builder: inout InventoryBuilder) {
        var seen: Set<FileIdentity> = []
        let known = SystemFile.known.keys.sorted {
            (SystemFile.rank(ofRelease: $0), $0) < (SystemFile.rank(ofRelease: $1), $1)
        }
        for path in known where SystemFile.known[path] != .rpmLog {
            guard let identity = identity(path), seen.insert(identity).inserted else { continue }
            read(path, selection, into: &builder)
        }
        var directories = ["var/lib/dpkg/status.d"]
        if !selection.isEmpty {
            directories += ["var/lib/dpkg/info", "usr/lib/opkg/info", "var/lib/opkg/info"]
        }
        for directory in directories {
            guard let identity = identity(directory), seen.insert(identity).inserted else { continue }
            for name in host.entries(of: HostPath("/" + directory)) {
                let path = "\(directory)/\(name)"
                guard let file = SystemFile(path), !selection.isEmpty || file != .dpkgSums else { continue }
                read(path, selection, into: &builder)
            }
        }
    }

    private func read(_ path: String, _ selection: OwnedSelection, into builder: inout InventoryBuilder) {
        do throws(ContentSpool.Failure) {
            try fill(spool, path)
            var log: ContentSpool?
            if SystemFile(path) == .rpm(.sqlite), host.exists(HostPath("/\(path)-wal")) {
                let changes = ContentSpool(memoryLimit: limits.memoryBytes)
                try fill(changes, path + "-wal")
                log = changes
            }
            try spool.withContent { content in
                func read(_ log: UnsafeRawBufferPointer?) {
                    builder.add(
                        catalogs.findings(
                            path, content, readers: CatalogSet.system, log: log, keeping: selection))
                }
                guard let log, (try? log.withContent { read($0) }) != nil else { return read(nil) }
            }
        } catch {
            builder.add(InventoryProblem(path: path, reason: error.reason))
        }
    }

    private func fill(_ spool: ContentSpool, _ path: String) throws(ContentSpool.Failure) {
        let file: OpenFile
        let size: Int
        do throws(HostError) {
            file = try host.file(at: HostPath("/" + path))
            size = Int(clamping: try file.status().size)
        } catch {
            throw ContentSpool.Failure(reason: error.reasonText)
        }
        guard size <= limits.fileBytes else {
            throw ContentSpool.Failure(
                reason: "it has \(size) bytes, more than the \(limits.fileBytes) that are read")
        }
        try spool.fill(from: file, size: size)
    }

    /// What tells a file or a directory from others, however it is called.
    private struct FileIdentity: Hashable {
        var device: UInt64
        var inode: UInt64
    }

    private func identity(_ path: String) -> FileIdentity? {
        guard let status = try? host.status(of: HostPath("/" + path)) else { return nil }
        return FileIdentity(device: status.device, inode: status.inode)
    }
}
