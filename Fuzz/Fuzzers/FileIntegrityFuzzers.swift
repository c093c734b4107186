import Bytes
import Digests
import Glibc

@testable import FileIntegrity

/// Reads a database line by line and every entry of it.
func fuzzDatabase(_ bytes: [UInt8]) {
    let reader = DatabaseReader(ByteSource(bytes: bytes), name: "db")
    var canonical = CanonicalEntry()
    while let line = (try? reader.next()) ?? nil {
        precondition(line.path.first == UInt8(ascii: "/"), "an entry without a path")
        guard let entry = try? reader.decoder.entry(line) else { continue }
        canonical.write(entry)
        precondition(!canonical.bytes.isEmpty, "an entry without bytes")
    }
}

/// Finds the entries of a database one by one.
func fuzzDatabaseIndex(_ bytes: [UInt8]) {
    guard let path = FuzzedFile.write(bytes), let index = try? DatabaseIndex(.file(path)) else { return }
    precondition(index.count <= bytes.count * 1100, "more entries than deflated bytes could hold")
    _ = try? index.entry(of: Array("/a".utf8))
    _ = try? index.paths(ofInode: 1)
    let below = try? index.paths(below: Array("/".utf8))
    while let path = (try? below?.next()) ?? nil { precondition(path.count > 1, "the directory itself") }
}

/// Opens a content index whose checksum is right, so that what comes after it is tried.
func fuzzContentIndex(_ bytes: [UInt8]) {
    let whole = bytes + [UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8)
    guard let path = FuzzedFile.write(whole + Digest.of(whole, .sha256)),
        let file = try? ContentIndexFile(path)
    else { return }
    var count: UInt64 = 0
    file.forEachPlace { place in
        count += 1
        let record = file.record(at: place)
        precondition(!ContentRecord.digests(.digests, of: record).isEmpty, "a record without a digest")
        _ = file.place(of: ContentRecord.key(of: record), wanted: ContentRecord.set(of: record))
    }
    precondition(count == file.count, "other records than there are said to be")
}

/// Reads a signed statement; what is read is written as it was.
func fuzzBaselineStatement(_ bytes: [UInt8]) {
    if let signed = try? SignedStatement(bytes: bytes, name: "s") {
        let again = try? SignedStatement(bytes: signed.bytes, name: "s")
        precondition(again == signed, "another statement than was written")
    }
    guard let statement = try? BaselineStatement(payload: bytes, name: "s") else { return }
    let again = try? BaselineStatement(payload: statement.payload, name: "s")
    precondition(again == statement, "another statement than was written")
}

/// The one file that a parser of files is given input after input in.
enum FuzzedFile {
    private static let path = "/dev/shm/martlet-fuzz-\(getpid())"

    /// The path of a file with these bytes; nil when it cannot be written.
    static func write(_ bytes: [UInt8]) -> String? {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return Glibc.write(descriptor, bytes, bytes.count) == bytes.count ? path : nil
    }
}
