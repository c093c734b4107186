extension Configuration {
    /// The configuration with its databases elsewhere, and with other digests of them; nil leaves what it says.
    public func with(
        databaseIn: Location? = nil, databaseOut: Location? = nil, databaseNew: Location? = nil,
        databaseDigests: AttributeSet? = nil
    ) -> Configuration {
        var copy = self
        copy.databaseIn = databaseIn ?? self.databaseIn
        copy.databaseOut = databaseOut ?? self.databaseOut
        copy.databaseNew = databaseNew ?? self.databaseNew
        copy.databaseDigests = databaseDigests ?? self.databaseDigests
        return copy
    }
}
