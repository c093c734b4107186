import Glibc
import Images

/// A folder of a feed's files.
struct FeedFolder {
    let root: String

    /// Calls a body with each wanted file, folder by folder in the order of names.
    func forEachFile(
        _ isWanted: (FeedFile.Name) -> Bool, _ tally: inout FeedTally, _ body: (FeedFile) -> Void
    ) throws(FeedSourceError) {
        try walk("", depth: 0, isWanted, &tally, body)
    }

    private func walk(
        _ folder: String, depth: Int, _ isWanted: (FeedFile.Name) -> Bool, _ tally: inout FeedTally,
        _ body: (FeedFile) -> Void
    ) throws(FeedSourceError) {
        if depth > tally.limits.depth {
            throw FeedSourceError("\(root)/\(folder)", "is more than \(tally.limits.depth) folders deep")
        }
        for (name, isFolder) in try entries(folder) {
            let inner = folder.isEmpty ? name : "\(folder)/\(name)"
            if isFolder {
                try walk(inner, depth: depth + 1, isWanted, &tally, body)
            } else {
                try tally.countFile("\(root)/\(inner)")
                let unpacked = FeedArchive.unpackedName(inner)
                if isWanted(unpacked) { body(try read(inner, as: unpacked, &tally)) }
            }
        }
    }

    /// The folders and files in a folder; links and devices are passed over.
    private func entries(_ folder: String) throws(FeedSourceError) -> [(String, Bool)] {
        let path = "\(root)/\(folder)"
        guard let stream = opendir(path) else {
            throw FeedSourceError(path, String(cString: strerror(errno)))
        }
        defer { closedir(stream) }
        var entries: [(String, Bool)] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
            }
            if name == "." || name == ".." { continue }
            var status = stat()
            guard lstat("\(path)/\(name)", &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: entries.append((name, true))
            case S_IFREG: entries.append((name, false))
            default: break
            }
        }
        return entries.sorted { $0.0 < $1.0 }
    }

    private func read(
        _ name: String, as unpacked: String, _ tally: inout FeedTally
    ) throws(FeedSourceError) -> FeedFile {
        let path = "\(root)/\(name)"
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw FeedSourceError(path, String(cString: strerror(errno))) }
        let file = OpenFile(descriptor)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw FeedSourceError(path, String(cString: strerror(errno)))
        }
        if status.st_size == 0 { return FeedFile(name: unpacked, bytes: []) }
        let region = FileRegion(file: file, offset: 0, count: Int(status.st_size), name: path)
        let bytes = try FeedArchive(region, path: path).wholeFile(&tally)
        return FeedFile(name: unpacked, bytes: bytes)
    }
}
