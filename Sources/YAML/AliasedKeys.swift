/// Refuses aliases inside of map keys before the text is composed.
///
/// No Kubernetes object has such keys, and comparing keys that aliases blow up takes exponential time.
enum AliasedKeys {
    static func refuse(in text: String) throws(YAMLError) {
        let anchors = anchors(in: text)
        if anchors.isEmpty { return }
        var line = 1
        var isLineStart = true
        var previous: UInt8 = 0x0A
        var rest = text.utf8[...]
        while let byte = rest.first {
            let isComplexKey = byte == UInt8(ascii: "?") && isLineStart && endsToken(rest.dropFirst().first)
            let closesKey =
                (byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}"))
                && isFollowedByColon(rest.dropFirst())
            let isAliasKey =
                byte == UInt8(ascii: "*") && startsToken(previous) && isKey(rest.dropFirst(), anchors)
            if isComplexKey || closesKey || isAliasKey {
                throw YAMLError(line: line, column: 1, reason: "a map key is an alias or is no scalar")
            }
            if byte == 0x0A {
                line += 1
                isLineStart = true
            } else if byte != 0x20 && byte != UInt8(ascii: "-") {
                isLineStart = false
            }
            previous = byte
            rest.removeFirst()
        }
    }

    private static func anchors(in text: String) -> Set<String> {
        var anchors: Set<String> = []
        var previous: UInt8 = 0x0A
        var rest = text.utf8[...]
        while let byte = rest.first {
            rest.removeFirst()
            if byte == UInt8(ascii: "&") && startsToken(previous) { anchors.insert(String(name(rest)) ?? "") }
            previous = byte
        }
        return anchors.subtracting([""])
    }

    private static func isKey(_ rest: Substring.UTF8View, _ anchors: Set<String>) -> Bool {
        let name = name(rest)
        return anchors.contains(String(name) ?? "") && isFollowedByColon(rest.dropFirst(name.count))
    }

    private static func isFollowedByColon(_ rest: Substring.UTF8View) -> Bool {
        let tail = rest.drop { $0 == 0x20 || $0 == 0x09 }
        return tail.first == UInt8(ascii: ":") && endsToken(tail.dropFirst().first)
    }

    private static func name(_ rest: Substring.UTF8View) -> Substring.UTF8View {
        rest.prefix {
            ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == UInt8(ascii: "_")
                || $0 == UInt8(ascii: "-")
        }
    }

    private static func startsToken(_ previous: UInt8) -> Bool {
        previous == 0x20 || previous == 0x0A || previous == 0x09 || "[{,".utf8.contains(previous)
    }

    private static func endsToken(_ next: UInt8?) -> Bool {
        next.map { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 } ?? true
    }
}
