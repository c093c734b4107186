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
    /// What the search saw of the file; of a link itself.
    private(set) var look = FileLook(kind: .unknown)
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

    /// The kind that the search saw; of a link itself.
    var kind: FileKind { look.kind }

    /// Mode and owner, from the listing when it has them; nil when the file is gone.
    var owner: FileLook? { look.isKnown ? look : status.map { FileLook($0) } }

    /// Moves to another file.
    func move(to look: FileLook) {
        self.look = look
        fullStatus = nil
    }
}
