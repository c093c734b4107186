/// Which readers want a file, by its path alone and in a time that does not depend on how much is wanted.
///
/// A set of readers is a number with a bit for each.
struct InterestIndex: Sendable {
    /// What is known of a directory before its files come.
    struct Directory {
        /// Who wants all files that lie in it.
        var readers: UInt64 = 0
        /// Whether single files in it are wanted by their whole path, and the key of its own with a slash.
        fileprivate var key: PathKey?
    }

    /// Who wants programs, whatever their names.
    private(set) var programs: UInt64 = 0
    private var names = KeyTable()
    private var suffixes = KeyTable()
    private var suffixLengths: UInt64 = 0
    private var paths = KeyTable()
    private var directories = KeyTable()
    private var directoriesOfPaths = KeyTable()

    /// The most readers that one index knows.
    static let readerLimit = 64

    /// Takes the readers' interests in order.
    init(_ interests: [FileInterest]) {
        precondition(interests.count <= Self.readerLimit, "more than \(Self.readerLimit) readers")
        for (number, interest) in interests.enumerated() {
            let reader = UInt64(1) << UInt64(number)
            if interest.wantsPrograms { programs |= reader }
            for name in interest.names { names.insert(PathKey.of(name.utf8.reversed()), reader) }
            for suffix in interest.suffixes where (1...64).contains(suffix.utf8.count) {
                suffixes.insert(PathKey.of(suffix.utf8.reversed()), reader)
                suffixLengths |= 1 << UInt64(suffix.utf8.count - 1)
            }
            for directory in interest.directories { directories.insert(PathKey.of(directory.utf8), reader) }
            for path in interest.paths {
                paths.insert(PathKey.of(path.utf8), reader)
                let directory = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8[..<$0] }
                directoriesOfPaths.insert(PathKey.of(directory ?? ""[...].utf8), 1)
            }
        }
    }

    /// Looks up a directory by its path from the root without the first slash.
    func directory(_ path: some Sequence<UInt8>) -> Directory {
        var key = PathKey()
        var isRoot = true
        for byte in path {
            key.add(byte)
            isRoot = false
        }
        let hasPaths = directoriesOfPaths[key.value] != 0
        let readers = directories[key.value]
        if !isRoot { key.add(UInt8(ascii: "/")) }
        return Directory(readers: readers, key: hasPaths ? key : nil)
    }

    /// Who wants the file of a name in a directory.
    func readers(of name: UnsafeRawBufferPointer, in directory: Directory) -> UInt64 {
        var readers = directory.readers
        var key = PathKey()
        // Backwards, so that every end of the name is passed on the way to all of it.
        for length in 1...max(1, name.count) where length <= name.count {
            key.add(name[name.count - length])
            if length <= 64, suffixLengths & (1 << UInt64(length - 1)) != 0 { readers |= suffixes[key.value] }
        }
        readers |= names[key.value]
        if var path = directory.key {
            for byte in name { path.add(byte) }
            readers |= paths[path.value]
        }
        return readers
    }

    /// Whether a name ends like those of texts, pictures and packed data, so that nobody need ask for its mode.
    ///
    /// Two of three files of a machine are such ones, and asking is most of the work of a walk.
    func isOfData(_ name: UnsafeRawBufferPointer) -> Bool {
        var key = PathKey()
        for length in 1..<min(10, max(1, name.count)) {
            let byte = name[name.count - length]
            if byte == UInt8(ascii: ".") { return Self.dataEnds[key.value] != 0 }
            key.add(byte)
        }
        return false
    }

    private static let dataEnds: KeyTable = {
        var table = KeyTable()
        let ends = """
            awk c catalog cc cfg conf conffiles cpp css csv gif go gz h hpp html ini jpg js json list map md \
            md5sums mo mount pem ph php pl pm png po pod pxd py pyc pyi pyx rb rs rst service sgml shlibs slice \
            socket svg symbols target tcl templates timer toml triggers ts ttf txt woff woff2 xml xsd xsl xz yaml \
            yml zst
            """
        for end in ends.split(separator: " ") { table.insert(PathKey.of(end.utf8.reversed()), 1) }
        return table
    }()

    /// Whether a file that no reader wants by name may be a program or a library: one may be run, or is named like
    /// a library of whatever version.
    func mayBeProgram(_ name: UnsafeRawBufferPointer, mode: UInt32) -> Bool {
        guard programs != 0 else { return false }
        if mode & 0o111 != 0 { return true }
        guard name.count > 3 else { return false }
        let (dot, s, o) = (UInt8(ascii: "."), UInt8(ascii: "s"), UInt8(ascii: "o"))
        return (1...(name.count - 3)).contains { start in
            name[start] == dot && name[start + 1] == s && name[start + 2] == o
                && (start + 3 == name.count || name[start + 3] == dot)
        }
    }
}
