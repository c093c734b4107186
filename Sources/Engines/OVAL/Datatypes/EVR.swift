/// `EPOCH:VERSION-RELEASE` in librpm's order (OVAL 5.11, `evr_string`).
enum EVR {
    @Sendable static func order(_ first: String, _ second: String) -> Int {
        let (left, right) = (parts(first), parts(second))
        let byEpoch = segmentOrder(left.epoch, right.epoch)
        if byEpoch != 0 { return byEpoch }
        let byVersion = segmentOrder(left.version, right.version)
        if byVersion != 0 { return byVersion }
        switch (left.release, right.release) {
        case (nil, nil): return 0
        case (nil, _): return -1
        case (_, nil): return 1
        case (let left?, let right?): return segmentOrder(left, right)
        }
    }

    /// A missing epoch, and rpm's way to print a missing epoch, are zero, as for librpm; oscap orders a missing
    /// epoch before zero, which only shows in content that leaves the epoch out.
    private static func parts(_ text: String) -> (epoch: Substring, version: Substring, release: Substring?) {
        var rest = Substring(text)
        var epoch: Substring = "0"
        if let colon = rest.firstIndex(of: ":") {
            let before = rest[..<colon]
            if before == "(none)" || before.utf8.allSatisfy(isDigit) {
                epoch = before == "(none)" || before.isEmpty ? "0" : before
                rest = rest[rest.index(after: colon)...]
            }
        }
        guard let dash = rest.lastIndex(of: "-") else { return (epoch, rest, nil) }
        return (epoch, rest[..<dash], rest[rest.index(after: dash)...])
    }

    /// librpm's `rpmvercmp`: runs of digits and letters in turn; `~` is before the end, `^` just after it.
    static func segmentOrder(_ first: Substring, _ second: Substring) -> Int {
        if first == second { return 0 }
        var (left, right) = (first.utf8, second.utf8)
        let (tilde, caret) = (UInt8(ascii: "~"), UInt8(ascii: "^"))
        func isSeparator(_ byte: UInt8) -> Bool {
            !isDigit(byte) && !isLetter(byte) && byte != tilde && byte != caret
        }
        while !left.isEmpty || !right.isEmpty {
            left = left.drop(while: isSeparator)
            right = right.drop(while: isSeparator)
            if left.first == tilde || right.first == tilde {
                if left.first != tilde { return 1 }
                if right.first != tilde { return -1 }
                left = left.dropFirst()
                right = right.dropFirst()
                continue
            }
            if left.first == caret || right.first == caret {
                if left.isEmpty { return -1 }
                if right.isEmpty { return 1 }
                if left.first != caret { return 1 }
                if right.first != caret { return -1 }
                left = left.dropFirst()
                right = right.dropFirst()
                continue
            }
            guard let head = left.first, !right.isEmpty else { break }
            let kind = isDigit(head) ? isDigit : isLetter
            let (leftRun, rightRun) = (left.prefix(while: kind), right.prefix(while: kind))
            // A number is newer than a word.
            if rightRun.isEmpty { return isDigit(head) ? 1 : -1 }
            let order = isDigit(head) ? digitOrder(leftRun, rightRun) : wordOrder(leftRun, rightRun)
            if order != 0 { return order }
            left = left[leftRun.endIndex...]
            right = right[rightRun.endIndex...]
        }
        if left.isEmpty == right.isEmpty { return 0 }
        return left.isEmpty ? -1 : 1
    }

    private static func wordOrder(_ first: Substring.UTF8View, _ second: Substring.UTF8View) -> Int {
        if first.elementsEqual(second) { return 0 }
        return first.lexicographicallyPrecedes(second) ? -1 : 1
    }
}
