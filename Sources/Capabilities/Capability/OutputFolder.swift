import Glibc

/// A directory into which a command writes files that are named by a cluster.
public struct OutputFolder: Sendable {
    /// The directory's path.
    public let path: String

    /// Makes the directory, and those above it, unless they are there.
    ///
    /// - Throws: ``CommandFailure``, which names the directory.
    public init(path: String) throws {
        self.path = path
        var end = path.startIndex
        while end < path.endIndex {
            end = path[path.index(after: end)...].firstIndex(of: "/") ?? path.endIndex
            // What was scanned is nobody else's business.
            if mkdir(String(path[..<end]), 0o700) != 0, errno != EEXIST {
                throw CommandFailure("\(path): cannot be made: \(String(cString: strerror(errno)))")
            }
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw CommandFailure("\(path): is no directory")
        }
    }

    /// A folder in this one.
    public func folder(_ name: String) throws -> OutputFolder {
        try OutputFolder(path: try place(name))
    }

    /// Writes a file, whole or not at all; gives its path.
    ///
    /// - Throws: ``CommandFailure`` when it cannot be written, and for a name that would lead out of the folder.
    @discardableResult
    public func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let place = try place(name)
        try OutputFile(path: place).write(bytes)
        return place
    }

    /// The path of a name; a cluster's names are somebody else's, so they are not trusted.
    public func place(_ name: String) throws -> String {
        guard !name.isEmpty, !name.hasPrefix("."), name.utf8.count <= 250,
            name.utf8.allSatisfy({ $0 != UInt8(ascii: "/") && $0 >= 0x20 && $0 != 0x7F })
        else { throw CommandFailure("\(path): \"\(name.prefix(80))\" cannot be the name of a file") }
        return path.hasSuffix("/") ? path + name : "\(path)/\(name)"
    }
}
