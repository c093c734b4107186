import YAML

/// A YAML path: what of a document an object asks for (OVAL 5.11.3, `yamlpath`).
///
/// The language is the part that JSONPath and YAML Path share: `$`, `.key`, `['key']`, `[n]`, `[a,b]`, `[:]`,
/// `.*`, `['a','b']`, and `&anchor` at the beginning. `[]` is the first element, as content uses it.
struct YAMLPath: Equatable {
    /// One step down.
    enum Segment: Equatable {
        case key(String)
        /// Several members of a map, which stay a map; nil is all of them.
        case keys([String]?)
        case index(Int)
        /// Several elements of a list, which stay a list; nil is all of them.
        case indices([Int]?)
    }

    let anchor: String?
    let segments: [Segment]

    /// Reads a path.
    init(_ text: String) throws(YAMLPathError) {
        var reader = YAMLPathReader(text)
        anchor = try reader.anchor()
        segments = try reader.segments()
    }

    /// The nodes of a document that the path leads to.
    func nodes(of document: YAMLTree.Document) -> [YAMLTree] {
        guard let anchor else { return Self.select(document.root, segments[...]) }
        return document.anchors[anchor].map { Self.select($0, segments[...]) } ?? []
    }

    private static func select(_ node: YAMLTree, _ segments: ArraySlice<Segment>) -> [YAMLTree] {
        guard let segment = segments.first else { return [node] }
        let rest = segments.dropFirst()
        switch (segment, node) {
        case (.key(let key), .mapping(let members)):
            return members.first { $0.key == key }.map { select($0.value, rest) } ?? []
        case (.keys(let keys), .mapping(let members)):
            let chosen = members.filter { keys?.contains($0.key) ?? true }.compactMap { member in
                select(member.value, rest).first.map { YAMLTree.Member(key: member.key, value: $0) }
            }
            return chosen.isEmpty ? [] : [.mapping(chosen)]
        case (.index(let index), .sequence(let elements)):
            return elements.indices.contains(index) ? select(elements[index], rest) : []
        case (.indices(let indices), .sequence(let elements)):
            let chosen = elements.enumerated().filter { indices?.contains($0.offset) ?? true }
            return [.sequence(chosen.flatMap { select($0.element, rest) })]
        default: return []
        }
    }
}

/// Why a text is no YAML path.
struct YAMLPathError: Error, Equatable, CustomStringConvertible {
    let path: String
    let offset: Int
    let reason: String

    var description: String { "the YAML path \"\(path)\" is wrong at byte \(offset): \(reason)" }
}

/// Takes a path apart from left to right.
private struct YAMLPathReader {
    private let text: String
    private let bytes: [UInt8]
    private var offset = 0

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func anchor() throws(YAMLPathError) -> String? {
        if next == UInt8(ascii: "$") {
            offset += 1
            return nil
        }
        guard next == UInt8(ascii: "&") else { return nil }
        offset += 1
        let name = word()
        if name.isEmpty { throw fail("an anchor has no name") }
        return name
    }

    mutating func segments() throws(YAMLPathError) -> [YAMLPath.Segment] {
        var segments: [YAMLPath.Segment] = []
        if text.isEmpty { throw fail("it is empty") }
        while let byte = next {
            if byte == UInt8(ascii: "[") {
                offset += 1
                segments.append(try bracket())
                continue
            }
            if byte == UInt8(ascii: ".") {
                offset += 1
                // `.['key']` is `['key']`.
                if next == UInt8(ascii: "["), offset + 1 < bytes.count { continue }
            } else if !segments.isEmpty || offset > 0 {
                throw fail("a dot or a bracket is expected")
            }
            let key = word()
            if key.isEmpty { throw fail("a key is expected") }
            segments.append(key == "*" ? .keys(nil) : .key(key))
        }
        return segments
    }

    private mutating func bracket() throws(YAMLPathError) -> YAMLPath.Segment {
        if next == UInt8(ascii: "'") || next == UInt8(ascii: "\"") {
            var keys: [String] = []
            repeat {
                keys.append(try quoted())
            } while take(UInt8(ascii: ","))
            try close()
            return keys.count == 1 ? .key(keys[0]) : .keys(keys)
        }
        let start = offset
        while let byte = next, byte != UInt8(ascii: "]") { offset += 1 }
        let inner = String(decoding: bytes[start..<offset], as: UTF8.self)
        try close()
        switch inner {
        case "": return .index(0)
        case "*": return .keys(nil)
        case ":": return .indices(nil)
        default:
            var numbers: [Int] = []
            for part in inner.split(separator: ",", omittingEmptySubsequences: false) {
                guard let number = Int(part), number >= 0, part.first != "+" else {
                    throw fail("\"\(part)\" is no index")
                }
                numbers.append(number)
            }
            return numbers.count == 1 ? .index(numbers[0]) : .indices(numbers)
        }
    }

    private mutating func quoted() throws(YAMLPathError) -> String {
        guard let quote = next, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
            throw fail("a quoted key is expected")
        }
        offset += 1
        let start = offset
        while let byte = next, byte != quote { offset += 1 }
        if next == nil { throw fail("a quote is not closed") }
        defer { offset += 1 }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func close() throws(YAMLPathError) {
        if !take(UInt8(ascii: "]")) { throw fail("a bracket is not closed") }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        offset += 1
        return true
    }

    private mutating func word() -> String {
        let start = offset
        while let byte = next, byte != UInt8(ascii: "."), byte != UInt8(ascii: "[") { offset += 1 }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private func fail(_ reason: String) -> YAMLPathError {
        YAMLPathError(path: text, offset: offset, reason: reason)
    }
}
