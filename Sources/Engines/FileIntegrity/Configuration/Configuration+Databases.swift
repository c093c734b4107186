extension Configuration {
    /// The same configuration with its databases in other places, for a program that keeps them itself.
    public func with(databaseIn input: Location, databaseOut output: Location) -> Configuration {
        var copy = self
        copy.databaseIn = input
        copy.databaseOut = output
        return copy
    }
}
