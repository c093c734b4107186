/// Reads values from the body or the header of a D-Bus message; every length is checked.
struct BusReader {
    private let bytes: ArraySlice<UInt8>
    /// The position from the beginning of the part, which the alignment counts from.
    var offset = 0
    private var depth = 0
    private static let depthLimit = 64

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// The values of a signature with several complete types.
    mutating func values(of signature: String) -> [BusValue]? {
        var rest = Array(signature.utf8)[...]
        var values: [BusValue] = []
        while !rest.isEmpty {
            guard let type = Self.completeType(&rest), let value = read(type) else { return nil }
            values.append(value)
        }
        return values
    }

    /// The value of a signature with one complete type.
    mutating func value(of signature: String) -> BusValue? { values(of: signature)?.first }

    mutating func uint32() -> UInt32? { number(width: 4).map { UInt32(truncatingIfNeeded: $0) } }

    private mutating func read(_ type: ArraySlice<UInt8>) -> BusValue? {
        guard let first = type.first, depth < Self.depthLimit else { return nil }
        depth += 1
        defer { depth -= 1 }
        switch first {
        case UInt8(ascii: "y"): return number(width: 1).map { .unsigned($0) }
        case UInt8(ascii: "b"): return number(width: 4).map { .boolean($0 != 0) }
        case UInt8(ascii: "n"): return number(width: 2).map { .integer(Int64(Int16(truncatingIfNeeded: $0))) }
        case UInt8(ascii: "q"): return number(width: 2).map { .unsigned($0) }
        case UInt8(ascii: "i"): return number(width: 4).map { .integer(Int64(Int32(truncatingIfNeeded: $0))) }
        case UInt8(ascii: "u"), UInt8(ascii: "h"): return number(width: 4).map { .unsigned($0) }
        case UInt8(ascii: "x"): return number(width: 8).map { .integer(Int64(bitPattern: $0)) }
        case UInt8(ascii: "t"): return number(width: 8).map { .unsigned($0) }
        case UInt8(ascii: "d"): return number(width: 8).map { .double(Double(bitPattern: $0)) }
        case UInt8(ascii: "s"), UInt8(ascii: "o"):
            return uint32().flatMap { text(length: Int($0)) }
        case UInt8(ascii: "g"): return number(width: 1).flatMap { text(length: Int($0)) }
        case UInt8(ascii: "v"):
            guard let length = number(width: 1), case .string(let inner)? = text(length: Int(length)) else {
                return nil
            }
            return value(of: inner)
        case UInt8(ascii: "a"): return array(of: type.dropFirst())
        case UInt8(ascii: "("), UInt8(ascii: "{"):
            align(8)
            var rest = type.dropFirst().dropLast()
            var fields: [BusValue] = []
            while !rest.isEmpty {
                guard let inner = Self.completeType(&rest), let value = read(inner) else { return nil }
                fields.append(value)
            }
            return .structure(fields)
        default: return nil
        }
    }

    private mutating func array(of element: ArraySlice<UInt8>) -> BusValue? {
        guard let length = uint32(), let first = element.first else { return nil }
        if "xtd({".utf8.contains(first) { align(8) }
        let end = offset + Int(length)
        guard end <= bytes.count else { return nil }
        var elements: [BusValue] = []
        while offset < end {
            let start = offset
            guard let value = read(element), offset > start else { return nil }
            elements.append(value)
        }
        return .array(elements)
    }

    private mutating func number(width: Int) -> UInt64? {
        align(width)
        guard offset + width <= bytes.count else { return nil }
        var result: UInt64 = 0
        for index in 0..<width {
            result |= UInt64(bytes[bytes.startIndex + offset + index]) << UInt64(8 * index)
        }
        offset += width
        return result
    }

    private mutating func text(length: Int) -> BusValue? {
        guard length >= 0, offset + length + 1 <= bytes.count else { return nil }
        let start = bytes.startIndex + offset
        offset += length + 1
        return .string(String(decoding: bytes[start..<(start + length)], as: UTF8.self))
    }

    private mutating func align(_ width: Int) { offset = (offset + width - 1) / width * width }

    /// Takes the first complete type off a signature; nil when it is cut short.
    private static func completeType(_ signature: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var index = signature.startIndex
        while index < signature.endIndex, signature[index] == UInt8(ascii: "a") { index += 1 }
        guard index < signature.endIndex else { return nil }
        if signature[index] == UInt8(ascii: "(") || signature[index] == UInt8(ascii: "{") {
            var open = 0
            repeat {
                guard index < signature.endIndex else { return nil }
                if "({".utf8.contains(signature[index]) { open += 1 }
                if ")}".utf8.contains(signature[index]) { open -= 1 }
                index += 1
            } while open > 0
        } else {
            index += 1
        }
        defer { signature = signature[index...] }
        return signature[..<index]
    }
}
