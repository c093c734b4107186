import Bytes

/// A configuration as nodes work with it: paths begin with `/hostroot`, files are where upstream has them.
///
/// ```swift
/// let text = NodeConfiguration(converting: "/etc R\n").text  // "/hostroot/etc R\n"
/// ```
///
/// Upstream rewrites lines that begin in the first column with `/`, `!/`, `@@define DBDIR`, `@@define LOGDIR`,
/// `database=`, `database_out=` and `report_url=file`. So does this, and in lines that are indented, or begin with
/// `=/`, `-/` or `database_in=`, too.
struct NodeConfiguration: Equatable, Sendable {
    /// The configuration in AIDE's language.
    let text: String

    /// A configuration that is of the form already.
    init(text: String) { self.text = text }

    /// Rewrites what a person wrote for a host of their own.
    init(converting text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        self.text = lines.map { Self.converted($0) }.joined(separator: "\n")
    }

    /// Stands for the text.
    var digest: String { String(Hex.encode(Digest.of(Array(text.utf8), .sha256)).prefix(16)) }

    /// The text with the paths of the node's own root.
    var withoutPrefix: String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { Self.stripped($0) }.joined(separator: "\n")
    }

    private static let prefix = FileIntegrityGroup.hostPrefix
    private static let folder = "\(prefix)/etc/kubernetes"

    private static func converted(_ line: Substring) -> String {
        let indent = line.prefix { $0 == " " || $0 == "\t" }
        let body = line[indent.endIndex...]
        if body.hasPrefix("@@define") {
            let words = body.split(maxSplits: 2) { $0 == " " || $0 == "\t" }
            let isFolder =
                words.count > 1 && words[0] == "@@define" && ["DBDIR", "LOGDIR"].contains(words[1])
            return isFolder ? "\(indent)@@define \(words[1]) \(folder)" : String(line)
        }
        if let (sign, path) = rule(body) {
            return begins(path) ? String(line) : "\(indent)\(sign)\(prefix)\(path)"
        }
        guard let equals = body.firstIndex(of: "=") else { return String(line) }
        let value = body[body.index(after: equals)...].drop { $0 == " " }
        switch body[..<equals].filter({ $0 != " " }) {
        case "database": return "\(indent)database=file:@@{DBDIR}/aide.db.gz"
        case "database_in": return "\(indent)database_in=file:@@{DBDIR}/aide.db.gz"
        case "database_out": return "\(indent)database_out=file:@@{DBDIR}/aide.db.gz.new"
        case "report_url" where value.hasPrefix("file"):
            return "\(indent)report_url=file:@@{LOGDIR}/aide.log.new"
        default: return String(line)
        }
    }

    private static func stripped(_ line: Substring) -> String {
        let indent = line.prefix { $0 == " " || $0 == "\t" }
        guard let (sign, path) = rule(line[indent.endIndex...]), begins(path) else { return String(line) }
        let rest = path.dropFirst(prefix.count)
        if rest.hasPrefix("/") { return "\(indent)\(sign)\(rest)" }
        // A rule has to begin with a slash; one that is there no times begins with whatever follows.
        let ends = rest.isEmpty || rest.hasPrefix(" ") || rest.hasPrefix("\t")
        return "\(indent)\(sign)\(ends ? "/" : "/{0}")\(rest)"
    }

    /// A rule's sign and what follows it; nil for every other line.
    private static func rule(_ body: Substring) -> (sign: Substring, path: Substring)? {
        let sign = body.prefix { $0 == "!" || $0 == "=" || $0 == "-" }
        let path = body[sign.endIndex...]
        return sign.count < 2 && path.hasPrefix("/") ? (sign, path) : nil
    }

    /// Whether a path is below the prefix, and does not only begin with its letters.
    private static func begins(_ path: Substring) -> Bool {
        guard path.hasPrefix(prefix) else { return false }
        guard let next = path.dropFirst(prefix.count).first else { return true }
        return !(next.isLetter || next.isNumber || next == "_" || next == "-" || next == ".")
    }
}
