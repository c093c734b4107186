import Glibc

/// A file that is gone with the value.
final class ScratchFile {
    let path: String

    init(_ bytes: [UInt8]) throws {
        var name = Array("/tmp/martlet-report-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { close(descriptor) }
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count <= 0 { break }
            done += count
        }
    }

    /// How many bytes it has.
    var size: Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    deinit { unlink(path) }

    /// What a command writes to standard output and standard error.
    static func output(_ command: String) -> String {
        guard let stream = popen("(\(command)) 2>&1", "r") else { return "cannot run" }
        defer { pclose(stream) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, stream)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
