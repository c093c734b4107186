/// One entry of an archive.
struct TarEntry: Equatable {
    /// What an entry is.
    enum Kind: Equatable {
        case file, directory, fifo, hardLink, symbolicLink
        case characterDevice, blockDevice
    }

    /// The path as it is written in the archive.
    var path: [UInt8]
    var kind: Kind
    /// Where a link leads, as it is written in the archive.
    var linkTarget: [UInt8] = []
    /// The twelve permission bits.
    var mode: UInt32 = 0
    var userID: UInt32 = 0
    var groupID: UInt32 = 0
    /// How many bytes of content follow.
    var size = 0
    /// Last change of the content, in seconds since 1970.
    var modified: Int64 = 0
    var deviceMajor: UInt32 = 0
    var deviceMinor: UInt32 = 0
    /// The extended attributes by name.
    var attributes: [String: [UInt8]] = [:]
    /// Where the content begins in the archive.
    var offset = 0
}
