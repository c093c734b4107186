public import FileIntegrity

/// Where the rules of a command come from.
public enum ConfigurationSource: Sendable, Equatable {
    /// A file in AIDE's language.
    case file(String)
    /// The house's own: ``StrictConfiguration``.
    case strict
    /// A rule that takes every entry, for databases that are looked at without a configuration.
    case everything

    /// The version of AIDE's language that it is in when nothing else is said.
    var dialect: Dialect { .v0_18 }

    func read(into reader: inout ConfigurationReader) throws(ConfigurationError) {
        switch self {
        case .file(let path): try reader.read(file: path)
        case .strict: try reader.read(Array(StrictConfiguration.text.utf8), named: StrictConfiguration.name)
        case .everything: try reader.read(Array("/ E\n".utf8), named: "(everything)")
        }
    }
}
