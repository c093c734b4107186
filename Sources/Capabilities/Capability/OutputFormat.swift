public import ArgumentParser

/// How a command prints its payload.
public enum OutputFormat: String, CaseIterable, Sendable, ExpressibleByArgument {
    /// Columns for a person.
    case table
    /// One JSON document.
    case json
    /// One YAML document.
    case yaml
}
