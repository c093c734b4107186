import Host

/// The file at which a search stands.
///
/// One value serves a whole walk; it is valid only during the visit.
final class FoundFile {
    /// The file's path.
    var path: [UInt8] = []
    /// The length of the directory part of ``path``.
    var directoryLength = 0
    /// Where the name begins in ``path``; nil when the directory itself was looked for.
    var nameStart: Int?
    /// The kind that a search saw; of a link itself.
    var kind = FileKind.unknown
    /// What the index knows of the file.
    var ownership = FileIndex.Ownership()
    private let host: Host
    private var fullStatus: FileStatus??

    init(host: Host) { self.host = host }

    /// The directory part.
    var directory: ArraySlice<UInt8> { path[..<directoryLength] }
    /// The name; empty when the directory itself was looked for.
    var name: ArraySlice<UInt8> { nameStart.map { path[$0...] } ?? [] }

    /// The status of the file itself (a link is not followed), asked for once; nil when it is gone.
    var status: FileStatus? {
        if let fullStatus { return fullStatus }
        let status = try? host.status(of: HostPath(bytes: path), followingLinks: false)
        fullStatus = .some(status)
        return status
    }

    /// Mode and owner, from the index when it has them.
    var owner: FileIndex.Ownership? {
        if ownership.isKnown { return ownership }
        guard let status else { return nil }
        return FileIndex.Ownership(mode: status.mode, userID: status.userID, groupID: status.groupID)
    }

    /// Moves to another file.
    func move(kind: FileKind, ownership: FileIndex.Ownership = FileIndex.Ownership()) {
        self.kind = kind
        self.ownership = ownership
        fullStatus = nil
    }
}
