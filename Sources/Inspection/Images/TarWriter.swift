import Files
import Glibc

/// Writes an archive of plain files (POSIX.1-2017, pax, "ustar Interchange Format") in which nothing tells of the
/// machine or the hour: times, users and groups are 0, so that equal contents make equal archives.
package struct TarWriter {
    private let file: PlacedFile
    private let path: String

    /// Begins an archive beside its place.
    package init(_ path: String) throws(FileFailure) {
        self.path = path
        file = try PlacedFile(path, mode: 0o644)
    }

    /// Adds a file.
    ///
    /// - Parameter name: at most 100 bytes, or more when a slash parts it into 155 and 100 at most.
    /// - Throws: ``FileFailure``; a name or content that ustar has no room for counts as too large.
    package func add(_ name: String, _ bytes: [UInt8]) throws(FileFailure) {
        guard let header = TarHeader.block(name: name, size: bytes.count) else {
            throw FileFailure("\(path): \(name)", .writing, code: EFBIG)
        }
        try file.append(header)
        try file.append(bytes)
        try file.append([UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512))
    }

    /// Ends the archive, waits for the disk and puts it into its place.
    package func finish() throws(FileFailure) {
        try file.append([UInt8](repeating: 0, count: 1024))
        try file.place()
    }
}

extension TarHeader {
    /// The block before a plain file of mode 0644; nil when name or size do not fit.
    static func block(name: String, size: Int) -> [UInt8]? {
        var block = [UInt8](repeating: 0, count: Self.size)
        func put(_ text: some Sequence<UInt8>, at offset: Int) {
            var place = offset
            for byte in text {
                block[place] = byte
                place += 1
            }
        }
        func octal(_ number: Int, _ digits: Int) -> [UInt8] {
            let text = Array(String(number, radix: 8).utf8)
            return [UInt8](repeating: UInt8(ascii: "0"), count: max(0, digits - text.count)) + text
        }
        guard let parts = parts(of: Array(name.utf8)), (0..<1 << 33).contains(size) else { return nil }
        put(parts.name, at: 0)
        put(octal(0o644, 7), at: 100)
        put(octal(0, 7), at: 108)
        put(octal(0, 7), at: 116)
        put(octal(size, 11), at: 124)
        put(octal(0, 11), at: 136)
        put("        ".utf8, at: 148)
        put("0".utf8, at: 156)
        put("ustar\u{0}00".utf8, at: 257)
        put(octal(0, 7), at: 329)
        put(octal(0, 7), at: 337)
        put(parts.prefix, at: 345)
        let sum = block.reduce(0) { $0 + Int($1) }
        put(octal(sum, 6) + [0], at: 148)
        return block
    }

    private static func parts(of name: [UInt8]) -> (prefix: ArraySlice<UInt8>, name: ArraySlice<UInt8>)? {
        if name.isEmpty || name.contains(0) { return nil }
        if name.count <= 100 { return ([], name[...]) }
        for slash in name.indices where name[slash] == UInt8(ascii: "/") {
            let (prefix, rest) = (name[..<slash], name[(slash + 1)...])
            if (1...155).contains(prefix.count), (1...100).contains(rest.count) { return (prefix, rest) }
        }
        return nil
    }
}
