import Files
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
        do throws(FileFailure) { directory = try PrivateDirectory.make("oscap.", in: "/tmp") } catch {
            throw Failure("No directory can be made in /tmp: \(error.system)")
        }
        path = directory + "/fix"
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        let code = file < 0 ? errno : FileOutput.write(script.utf8, to: file)
        if file >= 0 { close(file) }
        if let code {
            remove()
            throw Failure("The script '\(path)' cannot be written: \(String(cString: strerror(code)))")
        }
    }

    /// Removes the file and its directory.
    func remove() {
        unlink(path)
        rmdir(directory)
    }
}
