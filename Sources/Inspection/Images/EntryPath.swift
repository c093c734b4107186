/// Where an entry of a layer goes: its parts below the root, none for the root itself.
struct EntryPath: Equatable {
    let parts: [[UInt8]]

    /// Takes a path as it is written in an archive; a leading slash is the image's root.
    ///
    /// - Throws: a sentence when the path leads out of the root or names nothing.
    init(_ path: [UInt8], depth: Int) throws(UnsafePath) {
        if path.contains(0) { throw UnsafePath(reason: "the name holds a NUL byte") }
        var parts: [[UInt8]] = []
        for part in path.split(separator: UInt8(ascii: "/")) where part != [0x2E] {
            if part == [0x2E, 0x2E] { throw UnsafePath(reason: "the name leads out of the image by \"..\"") }
            parts.append(Array(part))
        }
        if parts.count > depth { throw UnsafePath(reason: "the name is more than \(depth) directories deep") }
        self.parts = parts
    }

    /// The last part as the C library takes it.
    var name: [CChar] { (parts.last ?? [0x2E]).map { CChar(bitPattern: $0) } + [0] }

    /// The directory that it lies in, as the C library takes it from the root.
    var directory: [CChar] { Self.text(parts.dropLast()) }

    /// Some parts as one path below the root.
    static func text(_ parts: ArraySlice<[UInt8]>) -> [CChar] {
        parts.isEmpty ? [0x2E, 0] : parts.joined(separator: [0x2F]).map { CChar(bitPattern: $0) } + [0]
    }
}

/// Why a path is not written to.
package struct UnsafePath: Error { let reason: String }
