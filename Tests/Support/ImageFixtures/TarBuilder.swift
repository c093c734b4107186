/// Writes archives for tests, sound ones and others.
package struct TarBuilder {
    package private(set) var bytes: [UInt8] = []

    /// An archive of nothing.
    package init() {}

    /// The archive with its end.
    package var archive: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

    /// Adds an entry in the ustar form.
    package mutating func add(
        _ path: String, type: Character = "0", content: [UInt8] = [], link: String = "", mode: Int = 0o644,
        user: Int = 0, group: Int = 0, modified: Int = 1_700_000_000, major: Int = 0, minor: Int = 0,
        size: Int? = nil
    ) {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) {
            for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
        }
        func octal(_ number: Int, _ width: Int) -> String {
            let digits = String(number, radix: 8)
            return String(repeating: "0", count: max(0, width - 1 - digits.count)) + digits
        }
        put(String(path.prefix(100)), at: 0)
        put(octal(mode, 8), at: 100)
        put(octal(user, 8), at: 108)
        put(octal(group, 8), at: 116)
        put(octal(size ?? content.count, 12), at: 124)
        put(octal(modified, 12), at: 136)
        put("        ", at: 148)
        block[156] = type.asciiValue ?? 0
        put(String(link.prefix(100)), at: 157)
        put("ustar\u{0}00", at: 257)
        put(octal(major, 8), at: 329)
        put(octal(minor, 8), at: 337)
        put(octal(block.reduce(0) { $0 + Int($1) }, 7), at: 148)
        bytes += block + content
        bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    /// Adds the extended header of the next entry.
    package mutating func extend(_ records: [(String, [UInt8])]) {
        var content: [UInt8] = []
        for (keyword, value) in records {
            let rest = keyword.utf8.count + value.count + 3
            var length = rest + 1
            while String(length).utf8.count + rest != length { length += 1 }
            content += Array("\(length) \(keyword)=".utf8) + value + [0x0A]
        }
        add("PaxHeaders/x", type: "x", content: content)
    }

    /// An archive of files with text.
    package static func files(_ files: [(String, String)]) -> [UInt8] {
        var builder = TarBuilder()
        for (path, text) in files { builder.add(path, content: Array(text.utf8)) }
        return builder.archive
    }
}
