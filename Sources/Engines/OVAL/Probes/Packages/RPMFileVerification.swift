import Bytes
import Glibc
import Host
import RPM

/// Compares the files of packages with those on a host, as `rpm --verify` does.
final class RPMFileVerification {
    /// What comparing gave.
    enum Outcome {
        /// The file is there; these attributes differ, and these could not be looked at.
        case compared(differing: RPMFile.Attributes, unknown: RPMFile.Attributes)
        /// The file is not there.
        case missing
    }

    private let host: Host
    private let digests: FileDigests
    private lazy var users = Dictionary(host.users().map { ($0.userID, $0.name) }) { first, _ in first }
    private lazy var groups = Dictionary(host.groups().map { ($0.groupID, $0.name) }) { first, _ in first }

    init(host: Host, digests: FileDigests) {
        self.host = host
        self.digests = digests
    }

    /// Compares one file, except for the attributes to leave out.
    func compare(
        _ file: RPMFile, of package: RPMPackage, omitting omitted: RPMFile.Attributes
    ) -> Outcome {
        let path = HostPath(file.path)
        // What another package replaced, or was never installed, is not this package's to answer for.
        guard file.isInstalled else { return .compared(differing: [], unknown: []) }
        guard let status = try? host.status(of: path, followingLinks: false) else { return .missing }
        var wanted = file.verified.subtracting(omitted)
        let kind = FileKind(mode: file.mode)
        // Only what has content has a size and a digest to compare; a link has no permissions of its own.
        if status.kind != .regular { wanted.subtract([.digest, .size, .time, .capabilities]) }
        if status.kind == .symbolicLink { wanted.remove(.mode) } else { wanted.remove(.link) }
        if file.flags.contains(.ghost) { wanted.subtract([.digest, .size, .time, .link]) }
        var differing: RPMFile.Attributes = []
        var unknown: RPMFile.Attributes = []
        if wanted.contains(.size), status.size != Int64(clamping: file.size) { differing.insert(.size) }
        if wanted.contains(.mode), status.mode != file.mode { differing.insert(.mode) }
        if wanted.contains(.time), status.modificationTime != file.modificationTime {
            differing.insert(.time)
        }
        if wanted.contains(.user), users[Int64(status.userID)] != file.user { differing.insert(.user) }
        if wanted.contains(.group), groups[Int64(status.groupID)] != file.group { differing.insert(.group) }
        if wanted.contains(.link) {
            if let target = try? host.linkTarget(of: path) {
                if target.description != file.link { differing.insert(.link) }
            } else {
                unknown.insert(.link)
            }
        }
        let devices: [FileKind] = [.blockDevice, .characterDevice]
        if wanted.contains(.device), devices.contains(kind) || devices.contains(status.kind) {
            // Packages keep the sixteen bits that device numbers once had.
            if status.kind != kind || (status.deviceNumber ^ file.deviceNumber) & 0xFFFF != 0 {
                differing.insert(.device)
            }
        }
        if wanted.contains(.capabilities) {
            if let found = FileCapabilities.read(host, path) {
                if found != FileCapabilities(text: file.capabilities) { differing.insert(.capabilities) }
            } else {
                unknown.insert(.capabilities)
            }
        }
        if wanted.contains(.digest) { compareDigest(file, package, &differing, &unknown) }
        return .compared(differing: differing, unknown: unknown)
    }

    private func compareDigest(
        _ file: RPMFile, _ package: RPMPackage, _ differing: inout RPMFile.Attributes,
        _ unknown: inout RPMFile.Attributes
    ) {
        // A different size has a different digest; nothing needs to be read.
        if differing.contains(.size) || file.digest.isEmpty {
            differing.insert(.digest)
            return
        }
        guard let algorithm = Digest.Algorithm(openPGP: package.fileDigestAlgorithm),
            let found = try? digests.digests(of: Array(file.path.utf8), [algorithm])
        else {
            unknown.insert(.digest)
            return
        }
        if found != [file.digest.lowercased()] { differing.insert(.digest) }
    }
}

extension Digest.Algorithm {
    /// The algorithm of a number in OpenPGP (RFC 4880, 9.4).
    init?(openPGP number: Int) {
        switch number {
        case 1: self = .md5
        case 2: self = .sha1
        case 8: self = .sha256
        case 9: self = .sha384
        case 10: self = .sha512
        case 11: self = .sha224
        default: return nil
        }
    }
}
