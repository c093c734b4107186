/// The files that packages of a distribution put on a machine, as they are listed.
enum FileList {
    /// A list of dpkg, `NAME.list` or `NAME:ARCHITECTURE.list`: a path a line.
    static func ofDpkg(
        _ path: String, _ content: UnsafeRawBufferPointer, _ selection: OwnedSelection
    ) -> [OwnedFiles] {
        let name = stem(path, ".list")
        return owned(String(name.prefix { $0 != ":" }), lines(content), selection)
    }

    /// A list of digests, `NAME.md5sums`: a digest, two blanks and a path without the first slash.
    static func ofSums(
        _ path: String, _ content: UnsafeRawBufferPointer, _ selection: OwnedSelection
    ) -> [OwnedFiles] {
        let paths = lines(content).map { line in
            UnsafeRawBufferPointer(rebasing: line.dropFirst(line.count > 34 ? 34 : line.count))
        }
        return owned(stem(path, ".md5sums"), paths, selection)
    }

    /// The files of one package.
    static func owned(
        _ owner: String, _ paths: some Sequence<UnsafeRawBufferPointer>, _ selection: OwnedSelection
    ) -> [OwnedFiles] {
        if selection.isEmpty { return [] }
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        var keys: [UInt64] = []
        for path in paths where !path.isEmpty {
            let key = PathKey.ofOwned(nothing, path)
            if selection.keeps(key) { keys.append(key) }
        }
        return keys.isEmpty ? [] : [OwnedFiles(owner: owner, keys: keys.sorted())]
    }

    /// The lines of a text without their ends.
    static func lines(_ content: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
        content.split(separator: 0x0A).map { UnsafeRawBufferPointer(rebasing: $0) }
    }

    private static func stem(_ path: String, _ end: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.hasSuffix(end) ? name.dropLast(end.count) : name)
    }
}
