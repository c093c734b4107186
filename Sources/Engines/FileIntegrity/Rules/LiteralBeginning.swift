import Patterns

/// The plain text that every match of an expression begins with.
///
/// `/etc/ssh(d)?` begins with `/etc/ssh`: what differs from it within its length cannot match, and what ends
/// inside of it is a partial match. Only an expression that is plain to its end is decided without PCRE.
struct LiteralBeginning: Sendable {
    enum Verdict {
        case decided(Pattern.Reach)
        case open
    }

    private let bytes: [UInt8]
    private let isWhole: Bool

    init(of expression: String) {
        var bytes: [UInt8] = []
        let source = Array(expression.utf8)
        // An alternative at the top may begin otherwise, and so may what an inline option changes.
        if source.contains(UInt8(ascii: "|")) {
            self.bytes = []
            isWhole = false
            return
        }
        var index = 0
        var isWhole = true
        scan: while index < source.count {
            var byte = source[index]
            var width = 1
            switch byte {
            case UInt8(ascii: "\\"):
                // Escaped punctuation is itself; an escaped letter or digit means something else.
                guard index + 1 < source.count, Self.isPunctuation(source[index + 1]) else {
                    isWhole = false
                    break scan
                }
                byte = source[index + 1]
                width = 2
            case _ where Self.special.contains(byte):
                isWhole = false
                break scan
            default: break
            }
            if index + width < source.count, Self.quantifiers.contains(source[index + width]) || byte >= 0x80
            {
                isWhole = false
                break scan
            }
            bytes.append(byte)
            index += width
        }
        self.bytes = bytes
        self.isWhole = isWhole
    }

    func verdict(on path: [UInt8]) -> Verdict {
        path.withUnsafeBufferPointer { path in
            bytes.withUnsafeBufferPointer { bytes in
                let length = min(path.count, bytes.count)
                for index in 0..<length where path[index] != bytes[index] { return .decided(.none) }
                if path.count < bytes.count { return .decided(.partial) }
                return isWhole ? .decided(.whole) : .open
            }
        }
    }

    private static let special = Set("()[]{}^$.*+?\\#".utf8)
    private static let quantifiers = Set("*+?{".utf8)

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }
}
