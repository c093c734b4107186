import Host

/// Reads dpkg's status file.
func fuzzDpkgStatus(_ bytes: [UInt8]) {
    let database = DpkgDatabase(bytes: bytes)
    precondition(database.packages.count <= bytes.count, "more packages than bytes")
}
