import FileIntegrity

/// One entry of `--list`: its name and what is known of it.
enum EntryText {
    static func text(_ entry: Entry, _ dialect: Dialect) -> [UInt8] {
        Report.details(of: entry, dialect)
    }
}
