import CLinux
import Glibc

extension Host {
    /// Calls `body` with the content of a regular file piece by piece, whatever its size.
    ///
    /// Links are followed; FIFOs, sockets and devices are refused before anything is read.
    public func forEachPiece(
        of path: HostPath, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(HostError) {
        try withDescriptor(path, flags: O_RDONLY) { descriptor throws(HostError) in
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw HostError(path: path, errno: errno) }
            guard status.st_mode & S_IFMT == S_IFREG else { throw HostError(path: path, reason: .notRegular) }
            var buffer = [UInt8](repeating: 0, count: 1 << 17)
            while true {
                let count = Glibc.read(descriptor, &buffer, buffer.count)
                if count < 0 {
                    if errno == EINTR { continue }
                    throw HostError(path: path, errno: errno)
                }
                if count == 0 { return }
                buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            }
        }
    }

    /// Opens a regular file to be read at any place.
    ///
    /// Links are followed; FIFOs, sockets and devices are refused.
    public func file(at path: HostPath) throws(HostError) -> OpenFile {
        let file = OpenFile(host: self, path: path, descriptor: try openDescriptor(path, flags: O_RDONLY))
        guard try file.status().kind == .regular else { throw HostError(path: path, reason: .notRegular) }
        return file
    }

    /// Runs `body` with a path of this process under which a regular file of the host can be opened again.
    ///
    /// For C libraries that open files by name: the name leads to the very file that was resolved inside the
    /// root, whatever its path says, and is good only during the call.
    public func withReopenablePath<R>(
        of path: HostPath, _ body: (String) throws(HostError) -> R
    ) throws(HostError) -> R {
        try withDescriptor(path, flags: O_RDONLY) { descriptor throws(HostError) in
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw HostError(path: path, errno: errno) }
            guard status.st_mode & S_IFMT == S_IFREG else { throw HostError(path: path, reason: .notRegular) }
            return try body("/proc/self/fd/\(descriptor)")
        }
    }

    /// The path of a file with every link on the way resolved, as `realpath(3)` gives it.
    ///
    /// - Throws: ``HostError`` when nothing is there, or links lead in a circle.
    public func canonicalPath(of path: HostPath) throws(HostError) -> HostPath {
        try withDescriptor(path, flags: martlet_o_path) { descriptor throws(HostError) in
            let found = try Self.path(ofDescriptor: descriptor, for: path)
            if isLive { return found }
            let root = try withDescriptor("/", flags: martlet_o_path) { descriptor throws(HostError) in
                try Self.path(ofDescriptor: descriptor, for: path)
            }
            if root == "/" { return found }
            let rest = found.bytes.dropFirst(root.bytes.count)
            return rest.isEmpty ? "/" : HostPath(bytes: rest)
        }
    }

    static func path(ofDescriptor descriptor: Int32, for path: HostPath) throws(HostError) -> HostPath {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
        guard length > 0 else { throw HostError(path: path, errno: errno) }
        return HostPath(bytes: buffer[..<length].map { UInt8(bitPattern: $0) })
    }
}
