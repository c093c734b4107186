import Glibc

/// The directory in which a machine's baseline is kept, closed to everybody but its owner.
public struct BaselinePlace: Sendable, Equatable {
    /// The directory.
    public let directory: String

    /// A place of one's own choosing.
    public init(directory: String) { self.directory = directory }

    /// The usual place: root's is below `/var/lib`, other people's in their state directory (XDG Base Directory
    /// Specification, `XDG_STATE_HOME`).
    public static var usual: BaselinePlace {
        if geteuid() == 0 { return BaselinePlace(directory: "/var/lib/martlet/integrity") }
        let state = variable("XDG_STATE_HOME") ?? (variable("HOME") ?? ".") + "/.local/state"
        return BaselinePlace(directory: state + "/martlet/integrity")
    }

    /// The database.
    public var database: String { directory + "/baseline.db" }

    /// Makes the directory, and those above it, unless they are there.
    ///
    /// - Throws: ``IntegrityError`` when it cannot be made or belongs to somebody else.
    public func make() throws(IntegrityError) {
        var end = directory.startIndex
        while end < directory.endIndex {
            end = directory[directory.index(after: end)...].firstIndex(of: "/") ?? directory.endIndex
            if mkdir(String(directory[..<end]), 0o700) != 0, errno != EEXIST {
                throw IntegrityError(
                    .untrustedPlace, "\(directory): cannot be made: \(String(cString: strerror(errno)))")
            }
        }
        try Self.requireOwn(directory)
    }

    /// Refuses a file or directory that somebody else could have written.
    ///
    /// What is not there is nobody's.
    ///
    /// - Throws: ``IntegrityError`` that names the file and who else has a hand in it.
    public static func requireOwn(_ path: String) throws(IntegrityError) {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        if status.st_uid != geteuid(), status.st_uid != 0 {
            throw IntegrityError(
                .untrustedPlace,
                "\(path): belongs to the user \(status.st_uid), who could change what this user \(geteuid()) "
                    + "relies on")
        }
        // In a sticky directory others cannot touch what is ours.
        let isSticky = status.st_mode & S_IFMT == S_IFDIR && status.st_mode & S_ISVTX != 0
        if status.st_mode & 0o022 != 0, !isSticky {
            let mode = String(status.st_mode & 0o7777, radix: 8)
            throw IntegrityError(
                .untrustedPlace, "\(path): its mode \(mode) lets others write to it; chmod go-w it first")
        }
    }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
