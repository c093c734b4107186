/// Reads JSON texts that follow each other, as jq does.
///
/// Well-formed values are read in one pass; anything else goes through ``JSONMachine``, which takes what jq
/// takes besides (`nan`) and words its errors.
struct JSONReader {
    /// The deepest nesting that is read, as in jq 1.7.
    static let depthLimit = 256

    private let bytes: [UInt8]
    private var place = 0
    private var names = NameCache()

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    /// The text's one value.
    static func value(parsing text: String) throws -> Value {
        var reader = JSONReader(Array(text.utf8))
        do {
            guard let value = try reader.next() else { throw Raised("Expected JSON value") }
            if try reader.next() != nil { throw Raised("Unexpected extra JSON values") }
            return value
        } catch let error as Raised {
            throw Raised("\(error.value.string ?? "") (while parsing '\(text)')")
        }
    }

    /// The line that the last value ended on, from 0.
    var line: Int { bytes[..<place].count { $0 == 0x0A } }

    /// The next value, or nil at the end.
    mutating func next() throws -> Value? {
        let start = place
        let value = bytes.withUnsafeBufferPointer { buffer -> Value? in
            var fast = FastReader(buffer, place: start, names: names)
            let value = fast.document()
            names = fast.names
            if value != nil { place = fast.place }
            return value
        }
        if let value { return value }
        var machine = JSONMachine(bytes, from: start)
        let slow = try machine.next()
        place = machine.place
        return slow
    }
}

/// Member names that were read before: API lists repeat the same few.
struct NameCache {
    private var slots = [String?](repeating: nil, count: 512)

    mutating func name(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        // Short strings need no memory of their own.
        if bytes.count <= 15 || bytes.count > 64 { return String(decoding: bytes, as: UTF8.self) }
        var hash = UInt64(bytes.count)
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        let slot = Int((hash ^ hash >> 32) & 511)
        if let known = slots[slot], known.utf8.elementsEqual(bytes) { return known }
        let name = String(decoding: bytes, as: UTF8.self)
        slots[slot] = name
        return name
    }
}

/// Reads a well-formed value in one pass, and gives up at anything else.
private struct FastReader {
    private let text: UnsafeBufferPointer<UInt8>
    var place: Int
    var names: NameCache
    private var depth = 0

    init(_ text: UnsafeBufferPointer<UInt8>, place: Int, names: NameCache) {
        self.text = text
        self.place = place
        self.names = names
    }

    mutating func document() -> Value? {
        skipSpace()
        guard place < text.count else { return nil }
        let isContainer = text[place] == UInt8(ascii: "{") || text[place] == UInt8(ascii: "[")
        guard let result = value() else { return nil }
        // A number or a word ends at white space or at the text's end only.
        if !isContainer, place < text.count, !isSpace(text[place]) { return nil }
        return result
    }

    private mutating func value() -> Value? {
        guard place < text.count else { return nil }
        switch text[place] {
        case UInt8(ascii: "{"): return object()
        case UInt8(ascii: "["): return array()
        case UInt8(ascii: "\""): return string().map { .string($0) }
        case UInt8(ascii: "t"): return word("true") ? .bool(true) : nil
        case UInt8(ascii: "f"): return word("false") ? .bool(false) : nil
        case UInt8(ascii: "n"): return word("null") ? .null : nil
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
        default: return nil
        }
    }

    private mutating func object() -> Value? {
        guard enter() else { return nil }
        var keys: [String] = []
        var values: [Value] = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return leave(.object(ObjectBox())) }
        while true {
            skipSpace()
            guard place < text.count, text[place] == UInt8(ascii: "\""), let key = string(isName: true) else {
                return nil
            }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { return nil }
            skipSpace()
            guard let value = value() else { return nil }
            keys.append(key)
            values.append(value)
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { return nil }
            return leave(.object(Self.object(keys, values)))
        }
    }

    /// An object of members of which, when a name occurs twice, the last counts.
    private static func object(_ keys: [String], _ values: [Value]) -> ObjectBox {
        var isUnique = true
        if keys.count <= 8 {
            for place in keys.indices.dropFirst() where isUnique {
                for other in 0..<place where keys[other].isSame(as: keys[place]) { isUnique = false }
            }
        } else {
            isUnique = false
        }
        if isUnique { return ObjectBox(keys: keys, values: values) }
        let box = ObjectBox()
        for (key, value) in zip(keys, values) { box.set(value, for: key) }
        return box
    }

    private mutating func array() -> Value? {
        guard enter() else { return nil }
        var items: [Value] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return leave(.array(items)) }
        while true {
            skipSpace()
            guard let value = value() else { return nil }
            items.append(value)
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { return nil }
            return leave(.array(items))
        }
    }

    private mutating func enter() -> Bool {
        depth += 1
        place += 1
        return depth <= JSONReader.depthLimit
    }

    private mutating func leave(_ value: Value) -> Value {
        depth -= 1
        return value
    }

    private mutating func string(isName: Bool = false) -> String? {
        place += 1
        let start = place
        while place < text.count {
            let byte = text[place]
            if byte == UInt8(ascii: "\"") {
                let bytes = UnsafeBufferPointer(rebasing: text[start..<place])
                place += 1
                return isName ? names.name(bytes) : String(decoding: bytes, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\") { return escapedString(from: start) }
            if byte < 0x20 { return nil }
            place += 1
        }
        return nil
    }

    private mutating func escapedString(from start: Int) -> String? {
        var end = place
        while end < text.count, text[end] != UInt8(ascii: "\"") {
            if text[end] < 0x20 { return nil }
            end += text[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard end < text.count else { return nil }
        place = end + 1
        return JSONEscapes.decode(text[start..<end])
    }

    private mutating func number() -> Value? {
        let start = place
        var whole = 0
        var isPlain = true
        if text[place] == UInt8(ascii: "-") { place += 1 }
        let first = place
        while place < text.count {
            let byte = text[place]
            if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                whole = whole &* 10 &+ Int(byte &- UInt8(ascii: "0"))
            } else if byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
                || byte == UInt8(ascii: "+")
                || byte == UInt8(ascii: "-")
            {
                isPlain = false
            } else {
                break
            }
            place += 1
        }
        let isNegative = first > start
        if isPlain, place > first, place - first <= 15 {
            return .number(isNegative ? -Double(whole) : Double(whole))
        }
        if place < text.count, !isSpace(text[place]), text[place] != UInt8(ascii: ","),
            text[place] != UInt8(ascii: "]"), text[place] != UInt8(ascii: "}")
        {
            return nil
        }
        return NumberText.parse(UnsafeBufferPointer(rebasing: text[start..<place]))
    }

    private mutating func word(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard place + count <= text.count else { return false }
        for offset in 0..<count where text[place + offset] != word.utf8Start[offset] { return false }
        place += count
        return true
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard place < text.count, text[place] == byte else { return false }
        place += 1
        return true
    }

    private func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }

    private mutating func skipSpace() {
        while place < text.count, isSpace(text[place]) { place += 1 }
    }
}
