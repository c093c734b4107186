import Host
import Synchronization

/// The file systems whose change times can be believed, as numbers that stand in keys.
///
/// Left out are those where a program can set the change time or where none is kept (FAT, ISO 9660, images that
/// were made elsewhere), where another machine or process sets it (NFS, SMB, 9p, FUSE), and those in memory, where a
/// mapped page may change for ever after one change of the times.
final class TrustedFileSystems: Sendable {
    /// `linux/magic.h`: ext2 to ext4, XFS, btrfs, F2FS, bcachefs, ZFS.
    private static let lasting: Set<UInt32> = [
        0xEF53, 0x5846_5342, 0x9123_683E, 0xF2F5_2010, 0xCA45_1A4E, 0x2FC1_2FC1,
    ]
    /// Its change times may be those of an image below, so nothing is believed beyond one mount.
    private static let overlay: UInt32 = 0x794C_7630

    private let boot: UInt64?
    private let trustsAll: Bool
    private let known = Mutex<[UInt64: UInt64?]>([:])

    /// - Parameter boot: the name of this start of the machine.
    init(boot: String, trustsAll: Bool = false) {
        self.trustsAll = trustsAll
        self.boot = boot.isEmpty ? nil : boot.utf8.reduce(1) { Mix.mix($0, UInt64($1)) }
    }

    /// The number of the file system that a device number belongs to; nil when it is not trusted.
    ///
    /// - Parameter directory: where a file of that device was met.
    func number(of device: UInt64, in directory: OpenDirectory) -> UInt64? {
        if let number = known.withLock({ $0[device] }) { return number }
        guard let identity = directory.fileSystem(), identity.device == device else { return nil }
        let number = number(of: identity)
        known.withLock { $0[device] = .some(number) }
        return number
    }

    /// The number of a file system; nil when it is not trusted.
    func number(of identity: FileSystemIdentity) -> UInt64? {
        let plain = Mix.mix(Mix.mix(identity.device, UInt64(identity.magic)), identity.identifier)
        if trustsAll || Self.lasting.contains(identity.magic) { return plain }
        guard identity.magic == Self.overlay, identity.mount != 0, let boot else { return nil }
        return Mix.mix(Mix.mix(plain, identity.mount), boot)
    }
}
