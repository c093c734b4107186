import Capability
import Files
import Glibc
import PlatformFacts

/// A directory of this scan's own with the files that were collected; it goes when its last user does.
///
/// Facts of a cluster are nobody else's business: the directory is the user's alone.
final class CollectedRoot: Sendable {
    /// Where it is.
    let path: String
    private let isKept: Bool

    /// Writes files into a directory that is made for them, or into one that is kept.
    init(_ files: PlatformFiles, keeping directory: String? = nil) throws {
        if let directory {
            guard mkdir(directory, 0o700) == 0 || errno == EEXIST else {
                throw CommandFailure("\(directory): cannot be made: \(String(cString: strerror(errno)))")
            }
            path = directory
            isKept = true
        } else {
            do throws(FileFailure) {
                path = try PrivateDirectory.make("martlet-platform-", in: Self.temporaryFolder)
            } catch {
                throw CommandFailure("no directory for the collected files can be made: \(error)")
            }
            isKept = false
        }
        try files.write(below: path)
    }

    deinit { if !isKept { Self.remove(path) } }

    private static var temporaryFolder: String {
        guard let value = getenv("TMPDIR"), value.pointee != 0 else { return "/tmp" }
        return String(cString: value)
    }

    private static func remove(_ path: String) {
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                guard name != ".", name != ".." else { continue }
                let inner = "\(path)/\(name)"
                if entry.pointee.d_type == UInt8(DT_DIR) { remove(inner) } else { unlink(inner) }
            }
            closedir(folder)
        }
        rmdir(path)
    }
}
