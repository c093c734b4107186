import CLinux
import Glibc

/// The files that an image is made of: a layout's directory, or the members of an archive.
struct ImageFiles {
    /// What a person called it.
    let path: String
    private let place: Place

    private enum Place {
        /// A descriptor of the directory.
        case directory(OpenFile)
        case archive(OpenFile, [String: Member])
    }

    private struct Member {
        var offset = 0
        var count = 0
        /// The member that a link names; old docker archives keep equal layers once.
        var target: String?
    }

    /// The most members that an archive may have; images have a few hundred.
    private static let memberLimit = 100_000

    /// Opens a directory or an archive.
    ///
    /// - Throws: ``ImageError`` when it is neither.
    init(path: String) throws(ImageError) {
        self.path = path
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            throw ImageError(path, .notAnImage("cannot be opened: \(String(cString: strerror(errno)))"))
        }
        let file = OpenFile(descriptor)
        var status = stat()
        fstat(descriptor, &status)
        switch status.st_mode & S_IFMT {
        case S_IFDIR: place = .directory(file)
        case S_IFREG: place = .archive(file, try Self.members(of: file, Int(status.st_size), path))
        default: throw ImageError(path, .notAnImage("it is neither a directory nor an archive"))
        }
    }

    /// The file of a name; nil when there is none.
    func region(_ name: String) throws(ImageError) -> FileRegion? {
        switch place {
        case .directory(let directory):
            // Inside of the directory, whatever a link there says.
            let descriptor = martlet_open_in_root(
                directory.descriptor, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
            guard descriptor >= 0 else {
                if errno == ENOENT || errno == ENOTDIR { return nil }
                throw ImageError("\(path)/\(name)", .system(String(cString: strerror(errno))))
            }
            let file = OpenFile(descriptor)
            var status = stat()
            fstat(descriptor, &status)
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw ImageError("\(path)/\(name)", .malformed("it is no regular file"))
            }
            return FileRegion(file: file, offset: 0, count: Int(status.st_size), name: "\(path)/\(name)")
        case .archive(let file, let members):
            guard let member = members[name] else { return nil }
            guard let found = member.target.map({ members[$0] }) ?? member, found.target == nil else {
                throw ImageError("\(path): \(name)", .missing("it is a link to what is not in the archive"))
            }
            return FileRegion(
                file: file, offset: found.offset, count: found.count, name: "\(path): \(name)")
        }
    }

    /// A document of the image, whole.
    func document(_ name: String, limits: ImageLimits) throws(ImageError) -> [UInt8]? {
        try region(name)?.bytes(limit: limits.documentBytes)
    }

    private static func members(
        of file: OpenFile, _ size: Int, _ path: String
    ) throws(ImageError) -> [String: Member] {
        let region = FileRegion(file: file, offset: 0, count: size, name: path)
        var reader = TarReader(RegionPieces(region), name: path)
        var members: [String: Member] = [:]
        while let entry = try first(&reader, path, isFirst: members.isEmpty) {
            guard let name = normal(entry.path[...], from: []) else { continue }
            switch entry.kind {
            case .file: members[name] = Member(offset: entry.offset, count: entry.size)
            case .symbolicLink:
                let directory = name.split(separator: "/").dropLast().map(String.init)
                members[name] = Member(target: normal(entry.linkTarget[...], from: directory) ?? "")
            case .hardLink: members[name] = Member(target: normal(entry.linkTarget[...], from: []) ?? "")
            default: continue
            }
            if members.count > memberLimit {
                throw ImageError(path, .tooLarge("the archive has more than \(memberLimit) members"))
            }
        }
        return members
    }

    /// What is wrong with the very first header says that this is no archive at all.
    private static func first(
        _ reader: inout TarReader, _ path: String, isFirst: Bool
    ) throws(ImageError) -> TarEntry? {
        do throws(ImageError) {
            return try reader.next()
        } catch {
            guard isFirst, case .damaged = error.problem, reader.consumed <= TarHeader.size else {
                throw error
            }
            throw ImageError(
                path,
                .notAnImage(
                    "it is neither an image layout nor an archive of one (packed archives are not read)"))
        }
    }

    /// The name without `.` and `..`; nil when it leads out.
    private static func normal(_ path: ArraySlice<UInt8>, from directory: [String]) -> String? {
        var parts = directory
        for part in path.split(separator: UInt8(ascii: "/")) {
            switch String(decoding: part, as: UTF8.self) {
            case ".": continue
            case "..": if parts.popLast() == nil { return nil }
            case let name: parts.append(name)
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }
}
