/// One entry of an archive.
package struct TarEntry: Equatable {
    /// What an entry is.
    package enum Kind: Equatable {
        case file, directory, fifo, hardLink, symbolicLink
        case characterDevice, blockDevice
    }

    /// The path as it is written in the archive.
    package var path: [UInt8]
    package var kind: Kind
    /// Where a link leads, as it is written in the archive.
    package var linkTarget: [UInt8] = []
    /// The twelve permission bits.
    package var mode: UInt32 = 0
    package var userID: UInt32 = 0
    package var groupID: UInt32 = 0
    /// How many bytes of content follow.
    package var size = 0
    /// Last change of the content, in seconds since 1970.
    package var modified: Int64 = 0
    package var deviceMajor: UInt32 = 0
    package var deviceMinor: UInt32 = 0
    /// The extended attributes by name.
    package var attributes: [String: [UInt8]] = [:]
    /// Where the content begins in the archive.
    package var offset = 0
}
