import Host

@testable import RPM

/// Reads a header and all that a rule can ask of the package in it.
func fuzzRPMHeader(_ bytes: [UInt8]) {
    guard let header = RPMHeader(bytes[...]), let package = RPMPackage(header) else { return }
    precondition(package.files.count <= bytes.count, "more files than bytes")
    precondition(package.requires.count <= bytes.count, "more requirements than bytes")
    precondition((package.signatureKeyID?.utf8.count ?? 16) == 16, "a key of another length")
    _ = header.immutableRegion()
}

/// Walks a database in rpm's own format.
func fuzzNDBPackages(_ bytes: [UInt8]) {
    var found = 0
    let count: (ArraySlice<UInt8>) throws(RPMError) -> Void = { _ in found += 1 }
    try? NDBPackages(bytes: bytes, path: "/p").forEachBlob(count)
    precondition(found <= bytes.count, "more packages than bytes")
}

/// Walks a Berkeley database.
func fuzzBerkeleyPackages(_ bytes: [UInt8]) {
    var found = 0
    let count: (ArraySlice<UInt8>) throws(RPMError) -> Void = { _ in found += 1 }
    try? BerkeleyPackages(bytes: bytes, path: "/p").forEachBlob(count)
    precondition(found <= bytes.count, "more packages than bytes")
}

/// Applies a write-ahead log to a small database.
func fuzzWriteAheadLog(_ bytes: [UInt8]) {
    let database = [UInt8](repeating: 1, count: 1024)
    precondition(WriteAheadLog.apply(bytes, to: database).count <= 1024 + bytes.count, "an image too large")
}
