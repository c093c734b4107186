extension Configuration {
    /// The configuration with its databases elsewhere; nil leaves one where it is.
    public func with(
        databaseIn: Location? = nil, databaseOut: Location? = nil, databaseNew: Location? = nil
    ) -> Configuration {
        var copy = self
        copy.databaseIn = databaseIn ?? self.databaseIn
        copy.databaseOut = databaseOut ?? self.databaseOut
        copy.databaseNew = databaseNew ?? self.databaseNew
        return copy
    }
}
