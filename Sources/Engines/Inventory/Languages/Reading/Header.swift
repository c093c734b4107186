/// The fields at the head of a text, one a line, as mail has them (RFC 5322) and Python's and Java's metadata.
///
/// Of a field that stands more than once the values keep their order; lines that begin with a blank go on with the
/// line before.
struct Header {
    private var fields: [(name: String, value: String)] = []

    /// Reads up to the first empty line, and no more than `limit` bytes.
    ///
    /// - Parameter joint: what stands between the parts of a value over several lines: Java splits words, mail
    ///   does not.
    init(_ content: UnsafeRawBufferPointer, limit: Int = 1 << 20, joint: String) {
        let head = content.prefix(limit)
        var start = head.startIndex
        while start < head.endIndex {
            let end = head[start...].firstIndex { $0 == 0x0A } ?? head.endIndex
            var line = head[start..<end]
            start = end + 1
            if line.last == 0x0D { line = line.dropLast() }
            guard let first = line.first else { return }
            if first == 0x20 || first == 0x09 {
                guard !fields.isEmpty else { continue }
                fields[fields.count - 1].value += joint + Self.text(line.dropFirst())
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
                let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
                fields.append((Self.text(line[..<colon]).lowercased(), Self.text(value)))
            }
        }
    }

    /// The first value of a field, whatever its letters' case.
    subscript(_ name: String) -> String? { all(name).first }

    /// Every value of a field that says something.
    func all(_ name: String) -> [String] {
        let name = name.lowercased()
        return fields.lazy.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
    }

    private static func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        var bytes = bytes
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes = bytes.dropLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
