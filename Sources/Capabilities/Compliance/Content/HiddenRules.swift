import Glibc

/// The rules of a content file that only fetch what other rules look at; they get no result.
///
/// The content marks them by an element of the class `ocp-hide-rule` in a warning, which plain texts do not show.
enum HiddenRules {
    private static let mark = Array("\"ocp-hide-rule\"".utf8)
    private static let ruleStart = Array("Rule ".utf8)
    private static let idAttribute = Array(" id=\"".utf8)

    /// The XCCDF ids of the marked rules of a file; empty for a file that cannot be read.
    static func ids(in path: String) -> Set<String> {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_size > 0,
            let map = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, file, 0), map != MAP_FAILED
        else { return [] }
        defer { munmap(map, Int(status.st_size)) }
        return ids(in: UnsafeRawBufferPointer(start: map, count: Int(status.st_size)))
    }

    static func ids(in bytes: UnsafeRawBufferPointer) -> Set<String> {
        var ids: Set<String> = []
        var start = 0
        while let found = find(mark, in: bytes, from: start) {
            start = found + mark.count
            // The mark stands inside of its rule: the last start tag before it is the rule's.
            var place = found
            while place > 0 {
                place -= 1
                guard bytes[place] == UInt8(ascii: "R"), matches(ruleStart, bytes, at: place), place > 0,
                    bytes[place - 1] == UInt8(ascii: ":") || bytes[place - 1] == UInt8(ascii: "<")
                else { continue }
                if let id = id(in: bytes, from: place) { ids.insert(id) }
                break
            }
        }
        return ids
    }

    private static func id(in bytes: UnsafeRawBufferPointer, from place: Int) -> String? {
        let end = (place..<bytes.count).first { bytes[$0] == UInt8(ascii: ">") } ?? bytes.count
        guard let attribute = find(idAttribute, in: bytes, from: place), attribute < end else { return nil }
        let start = attribute + idAttribute.count
        guard let stop = (start..<end).first(where: { bytes[$0] == UInt8(ascii: "\"") }) else { return nil }
        return String(decoding: bytes[start..<stop], as: UTF8.self)
    }

    private static func matches(_ word: [UInt8], _ bytes: UnsafeRawBufferPointer, at place: Int) -> Bool {
        place + word.count <= bytes.count && word.indices.allSatisfy { bytes[place + $0] == word[$0] }
    }

    private static func find(_ word: [UInt8], in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = bytes.baseAddress, let first = word.first else { return nil }
        var place = start
        while place + word.count <= bytes.count,
            let found = memchr(base + place, Int32(first), bytes.count - word.count - place + 1)
        {
            place = UnsafeRawPointer(found) - base
            if memcmp(base + place, word, word.count) == 0 { return place }
            place += 1
        }
        return nil
    }
}
