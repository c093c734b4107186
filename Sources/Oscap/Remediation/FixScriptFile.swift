import Glibc

/// A script in a file of its own, in a directory that nobody else can look into.
struct FixScriptFile {
    /// Where the script is.
    let path: String
    private let directory: String

    /// Writes the script.
    ///
    /// - Throws: ``Failure`` when there is no room for it.
    init(_ script: String) throws(Failure) {
        var template = Array("/tmp/oscap.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure("No directory can be made in /tmp: \(String(cString: strerror(errno)))")
        }
        directory = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        path = directory + "/fix"
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        var rest = Array(script.utf8)[...]
        while file >= 0, !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        let reason = errno
        if file >= 0 { close(file) }
        guard file >= 0, rest.isEmpty else {
            remove()
            throw Failure("The script '\(path)' cannot be written: \(String(cString: strerror(reason)))")
        }
    }

    /// Removes the file and its directory.
    func remove() {
        unlink(path)
        rmdir(directory)
    }
}
