import Glibc

/// A folder of one test's own, removed with all that is in it when its last user goes.
public final class TemporaryFolder: Sendable {
    /// Where it is.
    public let path: String

    /// Makes an empty folder.
    public init() {
        var template = Array("/tmp/martlet-test-XXXXXX".utf8CString)
        path =
            mkdtemp(&template) == nil
            ? "/tmp" : String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        // Where no folder could be made, the system's own must stay.
        if path != "/tmp" { Self.remove(path) }
    }

    /// Writes a file and gives its path.
    @discardableResult
    public func write(_ name: String, _ text: String, mode: mode_t = 0o600) -> String {
        let file = "\(path)/\(name)"
        if let stream = fopen(file, "w") {
            fputs(text, stream)
            fclose(stream)
        }
        chmod(file, mode)
        return file
    }

    /// The first 64 KiB of a file; empty when there is none.
    public func read(_ name: String) -> String {
        guard let file = fopen("\(path)/\(name)", "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// Removes a file or a folder with what is below it, never through a link: a test's link to `/etc` is a link.
    private static func remove(_ path: String) {
        if unlink(path) == 0 { return }
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != "." && name != ".." { remove("\(path)/\(name)") }
            }
            closedir(folder)
        }
        rmdir(path)
    }
}
