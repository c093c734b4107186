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
    /// Those that note it with extended attributes: ext2 to ext4, XFS, btrfs.
    ///
    /// F2FS does for access lists only.
    private static let tellingAttributes: Set<UInt32> = [0xEF53, 0x5846_5342, 0x9123_683E]
    /// Its change times may be those of an image below, so nothing is believed beyond one mount.
    private static let overlay: UInt32 = 0x794C_7630

    private let boot: UInt64?
    private let trustsAll: Bool
    private let known = Mutex<[UInt64: Trust?]>([:])

    /// What is believed of a file system.
    struct Trust {
        /// What stands in keys for it.
        var number: UInt64
        /// Whether an extended attribute that is set or removed changes the inode's time, too.
        var timesTellAttributes: Bool
    }

    /// - Parameter boot: the name of this start of the machine.
    init(boot: String, trustsAll: Bool = false) {
        self.trustsAll = trustsAll
        self.boot = boot.isEmpty ? nil : boot.utf8.reduce(1) { Mix.mix($0, UInt64($1)) }
    }

    /// What is believed of the file system that a device number belongs to; nil when it is not trusted.
    ///
    /// - Parameter directory: where a file of that device was met.
    func trust(in device: UInt64, of directory: OpenDirectory) -> Trust? {
        if let trust = known.withLock({ $0[device] }) { return trust }
        guard let identity = directory.fileSystem(), identity.device == device else { return nil }
        let trust = number(of: identity).map { number in
            Trust(number: number, timesTellAttributes: Self.tellingAttributes.contains(identity.magic))
        }
        known.withLock { $0[device] = .some(trust) }
        return trust
    }

    /// The number of a file system; nil when it is not trusted.
    func number(of identity: FileSystemIdentity) -> UInt64? {
        let plain = Mix.mix(Mix.mix(identity.device, UInt64(identity.magic)), identity.identifier)
        if trustsAll || Self.lasting.contains(identity.magic) { return plain }
        guard identity.magic == Self.overlay, identity.mount != 0, let boot else { return nil }
        return Mix.mix(Mix.mix(plain, identity.mount), boot)
    }
}
