/// Where a database or a report is (`aide.conf(5)`, URLS).
public enum Location: Equatable, Sendable {
    /// A file by its path.
    case file(String)
    /// Standard input.
    case standardInput
    /// Standard output.
    case standardOutput
    /// Standard error.
    case standardError
    /// An open descriptor by its number.
    case descriptor(Int32)
    /// The system's log, with the facility's name.
    case systemLog(String)

    /// How reports name it.
    public var text: String {
        switch self {
        case .file(let path): path
        case .descriptor(let number): String(number)
        case .systemLog(let facility): facility
        case .standardInput, .standardOutput, .standardError: ""
        }
    }

    /// The kind's name, such as `file` or `stdout`.
    public var scheme: String {
        switch self {
        case .file: "file"
        case .standardInput: "stdin"
        case .standardOutput: "stdout"
        case .standardError: "stderr"
        case .descriptor: "fd"
        case .systemLog: "syslog"
        }
    }

    /// What is wrong with the text of a location.
    struct Refusal: Error {
        let message: String
    }

    /// Reads the text of an option.
    static func parse(_ text: String, hostName: String?) throws(Refusal) -> Location {
        let colon = text.firstIndex(of: ":")
        let scheme = text[..<(colon ?? text.endIndex)]
        let rest = colon.map { text[text.index(after: $0)...] } ?? ""
        switch scheme {
        case "file": return .file(try filePath(rest, whole: text, hostName: hostName))
        case "stdin": return .standardInput
        case "stdout": return .standardOutput
        case "stderr": return .standardError
        case "syslog": return .systemLog(String(rest))
        case "fd":
            guard let number = Int32(rest), number >= 0 else {
                throw Refusal(message: "illegal file descriptor value: '\(rest)'")
            }
            return .descriptor(number)
        case "http", "https", "ftp":
            throw Refusal(message: "http, https and ftp URLs are not supported: '\(text)'")
        default: throw Refusal(message: "unknown URL-type: '\(scheme)'")
        }
    }

    private static func filePath(
        _ rest: Substring, whole: String, hostName: String?
    ) throws(Refusal) -> String {
        guard rest.hasPrefix("//") else { return String(rest) }
        let afterSlashes = rest.dropFirst(2)
        if afterSlashes.hasPrefix("/") { return String(afterSlashes) }
        guard let slash = afterSlashes.firstIndex(of: "/") else {
            throw Refusal(message: "invalid file-URL '\(whole)': no path after hostname")
        }
        let host = afterSlashes[..<slash]
        guard host == "localhost" || host == hostName ?? "" else {
            throw Refusal(
                message: "invalid file-URL '\(whole)': cannot use hostname other than 'localhost' or "
                    + "'\(hostName ?? "(null)")'")
        }
        return String(afterSlashes[slash...])
    }
}
