extension ConfigurationReader {
    /// Says where databases are, whatever the configuration says of it; nil leaves what it says.
    public mutating func setDatabases(
        in databaseIn: Location? = nil, out databaseOut: Location? = nil, new databaseNew: Location? = nil
    ) {
        configuration.databaseIn = databaseIn ?? configuration.databaseIn
        configuration.databaseOut = databaseOut ?? configuration.databaseOut
        configuration.databaseNew = databaseNew ?? configuration.databaseNew
    }
}
