import Glibc

extension Value {
    /// The longest string that is made, in bytes, as in jq.
    static let stringLimit = 536_870_911

    static func add(_ left: consuming Value, _ right: Value, _ machine: Machine) throws -> Value {
        if case .null = right { return left }
        switch left {
        case .null: return right
        case .array(var box):
            guard case .array(let other) = right else { break }
            left = .null
            try machine.charge(bytes: other.items.count * 16)
            if !isKnownUniquelyReferenced(&box) {
                try machine.charge(bytes: box.items.count * 16)
                box = ArrayBox(box.items)
            }
            box.append(contentsOf: other)
            return .array(box)
        case .string(var text):
            guard case .string(let other) = right else { break }
            left = .null
            let count = text.utf8.count + other.utf8.count
            if count > stringLimit { throw Raised("String too long") }
            try machine.charge(bytes: other.utf8.count)
            text += other
            return .string(text)
        case .object(var box):
            guard case .object(let other) = right else { break }
            left = .null
            try machine.charge(bytes: other.count * 32)
            if !isKnownUniquelyReferenced(&box) {
                try machine.charge(bytes: box.count * 32)
                box = ObjectBox(copying: box)
            }
            for (key, value) in zip(other.keys, other.values) { box.set(value, for: key) }
            return .object(box)
        default: break
        }
        if let one = left.double, let two = right.double { return .number(one + two) }
        throw Raised(left, right, "cannot be added")
    }

    static func subtract(_ left: consuming Value, _ right: Value, _ machine: Machine) throws -> Value {
        if let one = left.double, let two = right.double { return .number(one - two) }
        guard let items = left.items, let unwanted = right.items else {
            throw Raised(left, right, "cannot be subtracted")
        }
        var rest: [Value] = []
        for item in items {
            try machine.charge(bytes: unwanted.count * 64)
            if try !unwanted.contains(where: { try isEqual(item, $0) }) { rest.append(item) }
        }
        return .array(rest)
    }

    static func multiply(_ left: consuming Value, _ right: Value, _ machine: Machine) throws -> Value {
        if let one = left.double, let two = right.double { return .number(one * two) }
        switch (left, right) {
        case (.string(let text), _) where right.double != nil:
            return try repeated(text, right.double ?? 0, machine)
        case (_, .string(let text)) where left.double != nil:
            return try repeated(text, left.double ?? 0, machine)
        case (.object(let one), .object(let two)):
            if min(one.depth, two.depth) > comparableDepth { throw Raised("Object merge too deep") }
            return .object(merge(one, two))
        default: throw Raised(left, right, "cannot be multiplied")
        }
    }

    private static func repeated(_ text: String, _ times: Double, _ machine: Machine) throws -> Value {
        if times.isNaN || times < 0 { return .null }
        let count = times.rounded(.down)
        if Double(text.utf8.count) * count > Double(stringLimit) {
            throw Raised("Repeat string result too long")
        }
        try machine.charge(bytes: text.utf8.count * Int(count))
        return .string(String(repeating: text, count: Int(count)))
    }

    private static func merge(_ one: ObjectBox, _ two: ObjectBox) -> ObjectBox {
        let merged = ObjectBox(copying: one)
        for (key, value) in zip(two.keys, two.values) {
            if case .object(let inner) = value, case .object(let outer)? = merged[key] {
                merged.set(.object(merge(outer, inner)), for: key)
            } else {
                merged.set(value, for: key)
            }
        }
        return merged
    }

    static func divide(_ left: consuming Value, _ right: Value, _ machine: Machine) throws -> Value {
        if let one = left.double, let two = right.double {
            if two == 0 { throw Raised(left, right, "cannot be divided because the divisor is zero") }
            return .number(one / two)
        }
        guard case .string(let text) = left, case .string(let separator) = right else {
            throw Raised(left, right, "cannot be divided")
        }
        try machine.charge(bytes: text.utf8.count)
        return text.split(by: separator)
    }

    static func remainder(_ left: consuming Value, _ right: Value, _ machine: Machine) throws -> Value {
        guard let one = left.double, let two = right.double else {
            throw Raised(left, right, "cannot be divided (remainder)")
        }
        if one.isNaN || two.isNaN { return .number(.nan) }
        let divisor = whole(two)
        if divisor == 0 {
            throw Raised(left, right, "cannot be divided (remainder) because the divisor is zero")
        }
        // The divisor's sign does not count, the dividend's goes to the result.
        let rest = whole(one).magnitude % divisor.magnitude
        return .number(one < 0 ? -Double(rest) : Double(rest))
    }

    /// The number without its fraction, within 64 bits.
    private static func whole(_ number: Double) -> Int64 {
        if number >= 9_223_372_036_854_775_807 { return .max }
        if number <= -9_223_372_036_854_775_808 { return .min }
        return Int64(number)
    }
}

extension String {
    /// The pieces between the places where a separator stands; every character for an empty one.
    func split(by separator: String) -> Value {
        if utf8.isEmpty { return .array([Value]()) }
        if separator.utf8.isEmpty { return .array(unicodeScalars.map { Value.string(String($0)) }) }
        var pieces: [Value] = []
        let bytes = Array(utf8)
        let wanted = Array(separator.utf8)
        var start = 0
        for place in Self.places(of: wanted, in: bytes, areOverlapping: false) {
            pieces.append(.string(String(decoding: bytes[start..<place], as: UTF8.self)))
            start = place + wanted.count
        }
        pieces.append(.string(String(decoding: bytes[start...], as: UTF8.self)))
        return .array(pieces)
    }

    /// The offsets at which some bytes occur in others.
    static func places(of wanted: [UInt8], in bytes: [UInt8], areOverlapping: Bool) -> [Int] {
        guard !wanted.isEmpty else { return [] }
        var places: [Int] = []
        bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            var start = 0
            while start + wanted.count <= bytes.count {
                let last = bytes.count - wanted.count
                guard let found = memchr(base + start, Int32(wanted[0]), last - start + 1) else { return }
                start = UnsafeRawPointer(found) - UnsafeRawPointer(base)
                if memcmp(found, wanted, wanted.count) == 0 {
                    places.append(start)
                    start += areOverlapping ? 1 : wanted.count
                } else {
                    start += 1
                }
            }
        }
        return places
    }
}
