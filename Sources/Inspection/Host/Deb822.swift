import Glibc

/// Text of stanzas with fields, as dpkg keeps its records in it (`deb822(5)`).
///
/// ```swift
/// Deb822.forEachStanza(in: bytes) { stanza in print(stanza["Package"] ?? "") }
/// ```
public enum Deb822 {
    /// The fields of one stanza, valid as long as the text is.
    public struct Stanza {
        fileprivate var fields: [(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>)] = []

        /// The bytes of a field's value, its further lines included; nil when the stanza has no such field.
        ///
        /// A name is the same in capitals; of a field that is there twice the last one counts.
        public func bytes(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
            let count = name.utf8CodeUnitCount
            let found = fields.last { field in
                field.name.count == count
                    && strncasecmp(
                        UnsafeRawPointer(field.name.baseAddress.unsafelyUnwrapped)
                            .assumingMemoryBound(to: CChar.self),
                        UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self), count) == 0
            }
            return found?.value
        }

        /// The text of a field of one line; nil when the stanza has no such field.
        public subscript(_ name: StaticString) -> String? {
            bytes(name).map { String(decoding: $0.prefix { $0 != 0x0A }, as: UTF8.self) }
        }
    }

    /// Calls `body` with each stanza that has a field.
    ///
    /// Lines that are neither a field nor go one with one are passed over.
    public static func forEachStanza(in bytes: UnsafeBufferPointer<UInt8>, _ body: (Stanza) -> Void) {
        guard let base = bytes.baseAddress else { return }
        var stanza = Stanza()
        var start = 0
        while start < bytes.count {
            let found = memchr(base + start, 0x0A, bytes.count - start)
            let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
            defer { start = end + 1 }
            if end == start {
                if !stanza.fields.isEmpty { body(stanza) }
                stanza.fields.removeAll(keepingCapacity: true)
                continue
            }
            if base[start] == 0x20 || base[start] == 0x09 {
                // The value goes on: it is the same text with this line at its end.
                guard let field = stanza.fields.popLast() else { continue }
                let first = field.value.baseAddress.unsafelyUnwrapped
                let value = UnsafeBufferPointer(start: first, count: base + end - first)
                stanza.fields.append((field.name, value))
            } else if let colon = memchr(base + start, 0x3A, end - start), colon > base + start {
                let nameEnd = UnsafeRawPointer(colon) - UnsafeRawPointer(base)
                var (first, last) = (nameEnd + 1, end)
                while first < last, base[first] == 0x20 || base[first] == 0x09 { first += 1 }
                while last > first, [0x20, 0x09, 0x0D].contains(base[last - 1]) { last -= 1 }
                stanza.fields.append(
                    (
                        UnsafeBufferPointer(rebasing: bytes[start..<nameEnd]),
                        UnsafeBufferPointer(start: base + first, count: last - first)
                    ))
            }
        }
        if !stanza.fields.isEmpty { body(stanza) }
    }
}
