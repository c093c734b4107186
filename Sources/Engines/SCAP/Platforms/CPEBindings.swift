/// The URI binding (NISTIR 7695, 6.1): `cpe:/part:vendor:product:version:update:edition:language`, with percent
/// signs for special characters and four more attributes packed into the edition behind tildes.
enum CPEURIBinding {
    static func values(_ text: ArraySlice<UInt8>) -> [CPEName.Value]? {
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count <= 7 else { return nil }
        var values: [CPEName.Value] = []
        var packed: [CPEName.Value] = []
        for (index, part) in parts.enumerated() {
            guard index == CPEName.Attribute.edition.rawValue, part.first == UInt8(ascii: "~") else {
                guard let value = value(part) else { return nil }
                values.append(value)
                continue
            }
            let unpacked = part.dropFirst().split(
                separator: UInt8(ascii: "~"), omittingEmptySubsequences: false
            )
            .map(value)
            guard unpacked.count == 5, !unpacked.contains(nil) else { return nil }
            values.append(unpacked[0] ?? .any)
            packed = unpacked.dropFirst().compactMap { $0 }
        }
        guard !packed.isEmpty else { return values }
        return values + repeatElement(.any, count: 7 - values.count) + packed
    }

    private static func value(_ part: ArraySlice<UInt8>) -> CPEName.Value? {
        if part.isEmpty { return .any }
        if part.elementsEqual("-".utf8) { return .notApplicable }
        var symbols: [CPEName.Symbol] = []
        var rest = part
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                symbols.append(.literal(byte.lowercasedASCII))
                continue
            }
            guard rest.count >= 2,
                let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            else { return nil }
            rest = rest.dropFirst(2)
            switch code {
            case 0x01: symbols.append(.one)
            case 0x02: symbols.append(.many)
            default: symbols.append(.literal(code.lowercasedASCII))
            }
        }
        return .text(symbols)
    }
}

/// The formatted string (NISTIR 7695, 6.2): eleven attributes between colons, with backslashes before special
/// characters.
enum CPEFormattedString {
    static func values(_ text: ArraySlice<UInt8>) -> [CPEName.Value]? {
        var values: [CPEName.Value] = []
        var symbols: [CPEName.Symbol] = []
        var isPlain = true
        var rest = text
        func finish() -> CPEName.Value {
            guard isPlain, symbols.count <= 1 else { return .text(symbols) }
            switch symbols.first {
            case nil, .many: return .any
            case .literal(UInt8(ascii: "-")): return .notApplicable
            default: return .text(symbols)
            }
        }
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: ":"):
                values.append(finish())
                symbols = []
                isPlain = true
            case UInt8(ascii: "\\"):
                guard let quoted = rest.popFirst() else { return nil }
                symbols.append(.literal(quoted.lowercasedASCII))
                isPlain = false
            case UInt8(ascii: "*"): symbols.append(.many)
            case UInt8(ascii: "?"): symbols.append(.one)
            default: symbols.append(.literal(byte.lowercasedASCII))
            }
        }
        values.append(finish())
        // A shorter one is not well-formed, but its meaning is plain; a longer one has none.
        return values.count <= CPEName.Attribute.allCases.count ? values : nil
    }
}
