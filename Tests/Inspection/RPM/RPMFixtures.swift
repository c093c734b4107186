@testable import RPM

/// A header made field by field, as a database holds it.
struct HeaderBuilder {
    private var entries: [(tag: UInt32, type: UInt32, offset: Int, count: Int)] = []
    private var store: [UInt8] = []

    /// A package with a name, a version and an architecture.
    static func package(
        _ name: String, epoch: UInt32? = nil, version: String = "1.0", release: String = "1",
        architecture: String = "noarch"
    ) -> HeaderBuilder {
        var header = HeaderBuilder()
        header.string(.name, name)
        header.string(.version, version)
        header.string(.release, release)
        if let epoch { header.numbers(.epoch, [epoch]) }
        header.string(.architecture, architecture)
        return header
    }

    mutating func string(_ tag: RPMTag, _ text: String) {
        entries.append((tag.rawValue, 6, store.count, 1))
        store += Array(text.utf8) + [0]
    }

    mutating func strings(_ tag: RPMTag, _ texts: [String]) {
        entries.append((tag.rawValue, 8, store.count, texts.count))
        for text in texts { store += Array(text.utf8) + [0] }
    }

    mutating func numbers(_ tag: RPMTag, _ numbers: [UInt32]) {
        while store.count % 4 != 0 { store.append(0) }
        entries.append((tag.rawValue, 4, store.count, numbers.count))
        for number in numbers { store += Self.bytes(number) }
    }

    mutating func halves(_ tag: RPMTag, _ numbers: [UInt16]) {
        while store.count % 2 != 0 { store.append(0) }
        entries.append((tag.rawValue, 3, store.count, numbers.count))
        for number in numbers { store += [UInt8(number >> 8), UInt8(number & 255)] }
    }

    mutating func binary(_ tag: RPMTag, _ bytes: [UInt8]) {
        entries.append((tag.rawValue, 7, store.count, bytes.count))
        store += bytes
    }

    /// The header's bytes.
    var bytes: [UInt8] {
        var result = Self.bytes(UInt32(entries.count)) + Self.bytes(UInt32(store.count))
        for entry in entries {
            result += Self.bytes(entry.tag) + Self.bytes(entry.type) + Self.bytes(UInt32(entry.offset))
            result += Self.bytes(UInt32(entry.count))
        }
        return result + store
    }

    private static func bytes(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * $0)) }
    }
}
