import Glibc

/// The directories of this host from which content may be read.
///
/// A ProfileBundle names a directory and a file; whoever may create one must not be able to make the daemon
/// read other files, so both are resolved and must end up below a directory that the administrator named.
struct ContentDirectories: Sendable {
    private let searched: [String]
    private let named: [(directory: String, file: String)]

    /// Allows directories and the directories of files; what does not exist is left out.
    init(_ directories: [String], files: [String] = []) {
        searched = directories.compactMap(Self.resolve)
        named = files.compactMap { Self.resolve($0).flatMap(Self.split) }
    }

    /// The file that a bundle or scan means.
    func path(contentImage: String, contentFile: String) throws(ContentError) -> String {
        guard contentImage.hasPrefix("file://") else { throw .imageUnsupported(contentImage) }
        let wanted = "\(contentImage.dropFirst(7))/\(contentFile)"
        guard let path = Self.resolve(wanted) else { throw .missing(wanted) }
        guard (searched + named.map(\.directory)).contains(where: { path.hasPrefix($0 + "/") }) else {
            throw .forbidden(wanted)
        }
        return path
    }

    /// The files that were named, then the data streams in the directories.
    func dataStreams() -> [(directory: String, file: String)] {
        named
            + searched.flatMap { directory in
                Self.entries(of: directory).filter { $0.hasSuffix("-ds.xml") }.sorted().map {
                    (directory, $0)
                }
            }
    }

    private static func split(_ path: String) -> (directory: String, file: String)? {
        guard let slash = path.lastIndex(of: "/") else { return nil }
        return (String(path[..<slash]), String(path[path.index(after: slash)...]))
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
