import CLinux
import Glibc

extension Host {
    /// The names of a file's extended attributes (`xattr(7)`) in byte order; a link is not followed.
    ///
    /// - Throws: ``HostError`` when the file is not there or its file system has no attributes.
    public func attributeNames(of path: HostPath) throws(HostError) -> [String] {
        if let recorded = try recordedAttributes(of: path) { return recorded.keys.sorted() }
        return try withAttributes(of: path) { file throws(HostError) in
            var buffer = [CChar](repeating: 0, count: 1 << 16)
            let length = listxattr(file, &buffer, buffer.count)
            guard length >= 0 else { throw HostError(path: path, errno: errno) }
            return buffer[..<length].split(separator: 0).map { name in
                String(decoding: name.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            }.sorted()
        }
    }

    /// The value of one extended attribute of a file, or nil when the file has none of that name.
    ///
    /// A link is not followed.
    public func attribute(_ name: String, of path: HostPath) throws(HostError) -> [UInt8]? {
        if name.utf8.contains(0) { return nil }
        if let recorded = try recordedAttributes(of: path) { return recorded[name] }
        return try withAttributes(of: path) { file throws(HostError) in
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            let length = getxattr(file, name, &buffer, buffer.count)
            if length >= 0 { return Array(buffer[..<length]) }
            if errno == ENODATA { return nil }
            throw HostError(path: path, errno: errno)
        }
    }

    /// Whether a file has an access control list beyond its permission bits (`acl(5)`).
    ///
    /// Nil when the file system does not say.
    public func hasExtendedAccessList(_ path: HostPath) -> Bool? {
        func answer(_ size: (String) -> Int) -> Bool? {
            for name in ["system.posix_acl_access", "system.posix_acl_default"] {
                let size = size(name)
                // The kernel keeps an access list only when it says more than the mode (version word and the
                // three base entries are 28 bytes).
                if size > 28 || (size > 0 && name == "system.posix_acl_default") { return true }
                if size < 0, errno != ENODATA { return errno == EOPNOTSUPP ? false : nil }
            }
            return false
        }
        if recorded != nil {
            guard let attributes = try? recordedAttributes(of: path) else { return nil }
            return answer { attributes[$0]?.count ?? 0 }
        }
        // A walk asks for very many files: on the live machine one call does.
        if isLive { return path.withCString { text in answer { lgetxattr(text, $0, nil, 0) } } ?? nil }
        return (try? withAttributes(of: path) { file in answer { getxattr(file, $0, nil, 0) } }) ?? nil
    }

    /// The attributes that are recorded of a file, a link itself included; nil when the file system has them.
    private func recordedAttributes(of path: HostPath) throws(HostError) -> [String: [UInt8]]? {
        guard let recorded else { return nil }
        return recorded.attributes(of: UInt64(try rawStatus(of: path, followingLinks: false).st_ino))
    }

    /// The kernel reads attributes by path only where a descriptor was opened without access (`O_PATH`), and
    /// the descriptor's own name leads to the file itself, a link included.
    private func withAttributes<R>(
        of path: HostPath, _ body: (String) throws(HostError) -> R
    ) throws(HostError) -> R {
        try withDescriptor(path, flags: martlet_o_path | O_NOFOLLOW) { descriptor throws(HostError) in
            try body("/proc/self/fd/\(descriptor)")
        }
    }
}
