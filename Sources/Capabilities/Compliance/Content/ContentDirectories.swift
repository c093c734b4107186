import Glibc

/// The directories of this host from which content may be read.
///
/// A ProfileBundle names a directory and a file; whoever may create one must not be able to make the daemon
/// read other files, so both are resolved and must end up below a directory that the administrator named.
struct ContentDirectories: Sendable {
    private let allowed: [String]

    /// Allows directories; those that do not exist are left out.
    init(_ directories: [String]) { allowed = directories.compactMap(Self.resolve) }

    /// The file that a bundle or scan means.
    func path(contentImage: String, contentFile: String) throws(ContentError) -> String {
        guard contentImage.hasPrefix("file://") else { throw .imageUnsupported(contentImage) }
        let named = "\(contentImage.dropFirst(7))/\(contentFile)"
        guard let path = Self.resolve(named) else { throw .missing(named) }
        guard allowed.contains(where: { path.hasPrefix($0 + "/") }) else { throw .forbidden(named) }
        return path
    }

    /// The data streams in the allowed directories, first directory first.
    func dataStreams() -> [(directory: String, file: String)] {
        allowed.flatMap { directory in
            Self.entries(of: directory).filter { $0.hasSuffix("-ds.xml") }.sorted().map { (directory, $0) }
        }
    }

    /// The directory and name of one content file that the administrator named, allowing its directory too.
    static func split(_ path: String) throws(ContentError) -> (directory: String, file: String) {
        guard let resolved = resolve(path), let slash = resolved.lastIndex(of: "/") else { throw .missing(path) }
        return (String(resolved[..<slash]), String(resolved[resolved.index(after: slash)...]))
    }

    private static func resolve(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func entries(of directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }
}

/// Why content cannot be read from where it is said to be.
enum ContentError: Error, Equatable, CustomStringConvertible {
    case imageUnsupported(String)
    case missing(String)
    case forbidden(String)

    var description: String {
        switch self {
        case .imageUnsupported(let image):
            "contentImage \"\(image)\": content is read from file:// directories of this host; images come later"
        case .missing(let path): "\(path): no such content file"
        case .forbidden(let path):
            "\(path) is outside the content directories; start martlet with --content-dir to allow its directory"
        }
    }
}
