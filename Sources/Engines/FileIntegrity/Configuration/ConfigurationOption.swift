/// The options that a configuration sets (`aide.conf(5)`, CONFIG OPTIONS and REPORT OPTIONS).
struct ConfigurationOption {
    /// The name of the newest dialect.
    var name: String
    /// Whether the value is an attribute expression.
    var takesAttributes = false
    /// The newer name, when the option was asked for by an old one.
    var replacement: String?

    private static let attributeOptions: Set<String> = [
        "database_attrs", "report_ignore_added_attrs", "report_ignore_removed_attrs",
        "report_ignore_changed_attrs",
        "report_force_attrs",
    ]

    private static let textOptions: Set<String> = [
        "database_in", "database_out", "database_new", "warn_dead_symlinks", "report_grouped",
        "report_summarize_changes", "acl_no_symlink_follow", "report_format", "report_level", "log_level",
        "verbose",
        "database_add_metadata", "report_url", "report_detailed_init", "report_base16", "report_quiet",
        "report_append", "report_ignore_e2fsattrs", "gzip_dbout", "root_prefix", "config_version",
        "config_check_warn_unrestricted_rules", "num_workers",
    ]

    /// What 0.16 called its options, and 0.18 still understands in part.
    private static let renamed = [
        "database": "database_in", "grouped": "report_grouped",
        "summarize_changes": "report_summarize_changes",
    ]

    private static let renamedIn17 = [
        "ignore_list": "report_ignore_changed_attrs", "report_attributes": "report_force_attrs",
    ]

    /// What 0.16 does not know yet.
    private static let sinceLater: Set<String> = [
        "report_format", "report_level", "log_level", "config_check_warn_unrestricted_rules", "num_workers",
    ]

    /// The option of a name; nil when the dialect has none.
    static func named(_ word: String, in dialect: Dialect) -> ConfigurationOption? {
        if let name = renamed[word], dialect != .v0_19 {
            return ConfigurationOption(name: name, replacement: name)
        }
        if let name = renamedIn17[word], dialect == .v0_16 {
            return ConfigurationOption(name: name, takesAttributes: true, replacement: name)
        }
        if dialect == .v0_16, sinceLater.contains(word) { return nil }
        if attributeOptions.contains(word) { return ConfigurationOption(name: word, takesAttributes: true) }
        return textOptions.contains(word) ? ConfigurationOption(name: word) : nil
    }
}
