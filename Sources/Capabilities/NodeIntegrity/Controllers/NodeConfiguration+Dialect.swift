import Bytes
import FileIntegrity
import Host

extension NodeConfiguration {
    /// The version of AIDE that the configuration was written for.
    ///
    /// Upstream's nodes run 0.16, so that is what a configuration is for unless it uses what came later.
    var dialect: Dialect {
        var dialect = Dialect.v0_16
        for line in text.split(separator: "\n") {
            let body = line.drop { $0 == " " || $0 == "\t" }
            if body.hasPrefix("-/") { return .v0_19 }
            let word = body.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            let isOption = body[word.endIndex...].drop { $0 == " " }.hasPrefix("=")
            if isOption, Self.sinceEighteen.contains(String(word)) { dialect = .v0_18 }
            if body.hasPrefix("@@if ") || body.hasPrefix("@@x_include") { dialect = .v0_18 }
        }
        return dialect
    }

    private static let sinceEighteen: Set<String> = [
        "database_in", "log_level", "report_level", "report_format", "num_workers",
        "config_check_warn_unrestricted_rules",
    ]

    /// What the engine makes of the configuration, with the paths of the node's own root.
    ///
    /// - Parameter files: what `@@if exists` asks; nothing is ever included.
    /// - Throws: ``FileIntegrity/ConfigurationError`` that names the line.
    func parsed(hostName: String?, files: ConfigurationFiles? = nil) throws(ConfigurationError)
        -> Configuration
    {
        let refusal = ConfigurationFiles.Failure(
            "a cluster's configuration includes no files of its nodes; put the lines into the ConfigMap")
        let sealed = ConfigurationFiles(
            hostName: hostName, read: { _ in .failure(refusal) }, names: { _ in .failure(refusal) },
            kind: { path, follows in
                // An include is refused with a reason rather than as a file that is not there.
                files.map { $0.kind(Self.below(path), follows) } ?? (.regular, false)
            })
        var reader = ConfigurationReader(dialect: dialect, files: sealed)
        try reader.read(Array(withoutPrefix.utf8), named: FileIntegrityGroup.configurationKey)
        return reader.configuration
    }

    /// A path of a node as the node itself knows it.
    static func below(_ path: String) -> String {
        let prefix = FileIntegrityGroup.hostPrefix
        return path == prefix
            ? "/" : path.hasPrefix(prefix + "/") ? String(path.dropFirst(prefix.count)) : path
    }
}
