@testable import OSTree

/// Reads an object of OSTree as each kind that it could be.
func fuzzOSTreeObject(_ bytes: [UInt8]) {
    if let zeros = OSTreeChecksum(bytes: [UInt8](repeating: 0, count: 32)) {
        _ = OSTreeCommit(bytes, checksum: zeros)
    }
    if let directory = OSTreeDirectory(bytes) {
        for name in directory.files.map(\.name) + directory.directories.map(\.name) {
            precondition(!name.isEmpty && !name.contains(0x2F) && !name.contains(0), "no name of a file")
        }
    }
    if let metadata = OSTreeMetadata(directory: bytes) {
        precondition(metadata.attributes.count <= bytes.count, "more attributes than bytes")
        precondition(metadata.header.count > 24, "a header without its numbers")
    }
    _ = OSTreeMetadata.packed(bytes)
}
