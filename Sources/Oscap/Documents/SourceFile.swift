import Glibc
import SCAP
import XML

/// A file that was named on the command line, and what it is.
struct SourceFile {
    /// The file.
    let path: String
    /// What it is.
    let kind: SourceKind

    /// Opens the file and looks at its root element.
    ///
    /// - Throws: ``Failure`` in the peer's words.
    init(_ path: String) throws(Failure) {
        self.path = path
        let reader = try Self.reader(path)
        guard let kind = SourceKind(reader) else { throw Failure("Unknown document type: '\(path)'") }
        self.kind = kind
    }

    /// A reader on the root element of a file.
    static func reader(_ path: String) throws(Failure) -> XMLReader {
        do throws(XMLError) { return try XMLReader(path: path) } catch { throw failure(error) }
    }

    /// What the peer says of a file that cannot be read.
    static func failure(_ error: XMLError) -> Failure {
        switch error.reason {
        case .unreadable: Failure("Unable to open file: '\(error.file)'", "\(error)")
        case .malformed, .documentTypeForbidden, .tooDeep:
            Failure("\(error)", "Unable to parse XML at: '\(error.file)'")
        default: Failure("\(error)")
        }
    }

    /// The same for whatever the readers of content throw.
    static func failure(_ error: SCAPError) -> Failure {
        if case .xml(let error) = error { return failure(error) }
        return Failure("\(error)")
    }

    /// When the file last changed, as `info` shows it; UTC.
    var modified: String {
        var status = stat()
        guard stat(path, &status) == 0 else { return "" }
        return Timestamp.text(Int64(status.st_mtim.tv_sec))
    }
}

/// Points in time as result documents write them.
enum Timestamp {
    /// Local time without a zone, `2026-01-02T03:04:05`.
    static func text(_ seconds: Int64) -> String {
        var time = time_t(seconds)
        var parts = tm()
        guard localtime_r(&time, &parts) != nil else { return "" }
        var buffer = [CChar](repeating: 0, count: 32)
        strftime(&buffer, buffer.count, "%Y-%m-%dT%H:%M:%S", &parts)
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    }

    /// The same for now.
    static var now: String { text(Int64(time(nil))) }
}
